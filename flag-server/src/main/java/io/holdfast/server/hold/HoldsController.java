package io.holdfast.server.hold;

import io.holdfast.api.HoldsApi;
import io.holdfast.api.model.Hold;
import io.holdfast.api.model.HoldCreate;
import io.holdfast.api.model.HoldPage;
import io.holdfast.api.model.Posture;
import io.holdfast.server.problem.ProblemException;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HoldsController implements HoldsApi {
    private final Holds holds;

    HoldsController(Holds holds) {
        this.holds = holds;
    }

    @Override
    public ResponseEntity<HoldPage> listHolds(
            String environment, @Nullable String state, @Nullable String cursor, Integer limit) {
        return ResponseEntity.ok(holds.list(environment, state(state), cursor, limit));
    }

    @Override
    public ResponseEntity<Hold> createHold(String environment, HoldCreate wanted) {
        Hold hold = holds.set(environment, wanted);
        return ResponseEntity.created(URI.create("/api/v1/environments/" + environment + "/holds/" + hold.getId()))
                .body(hold);
    }

    @Override
    public ResponseEntity<Hold> getHold(String environment, UUID id) {
        return ResponseEntity.ok(holds.get(environment, id));
    }

    @Override
    public ResponseEntity<Hold> releaseHold(String environment, UUID id) {
        return ResponseEntity.ok(holds.release(environment, id));
    }

    @Override
    public ResponseEntity<Posture> getPosture(String environment) {
        return ResponseEntity.ok(holds.posture(environment));
    }

    private static Hold.@Nullable StateEnum state(@Nullable String state) {
        try {
            return state == null ? null : Hold.StateEnum.fromValue(state);
        } catch (IllegalArgumentException e) {
            throw new ProblemException.Invalid("state", "must be planned, active, expired or released");
        }
    }
}
