package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.testpostgres.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Holds and the posture that follows from them. */
class HoldsTest {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.admin();
    private String path;
    private String environment;

    @BeforeEach
    void newEnvironment() {
        environment = server.newEnvironment();
        path = "/api/v1/environments/" + environment;
    }

    @Test
    void aHoldEnforcesUnlessItSaysOtherwise() {
        Answer made = hold(Map.of("reason", "drill", "message", "Back soon")).expect(201);

        assertThat(made.header("Location")).endsWith("/holds/" + id(made));
        assertThat(posture().get("stage").asString()).isEqualTo("ENFORCE");
        assertThat(posture().get("message").asString()).isEqualTo("Back soon");
        admin.get(path + "/holds/" + id(made)).expect(200);
    }

    @Test
    @Tag("E4")
    void thePostureIsTheStrongestOfAllHoldsAndReleasingOneLeavesTheOthers() {
        Answer strong = hold(Map.of("reason", "one", "stage", "ENFORCE"));
        Answer weak = hold(Map.<String, Object>of("reason", "two", "stage", "WARN", "shedLevel", 3));
        assertThat(posture().get("stage").asString()).isEqualTo("ENFORCE");
        assertThat(posture().get("shedLevel").asInt()).isEqualTo(3);

        release(id(strong)).expect(200);
        assertThat(posture().get("stage").asString()).isEqualTo("WARN");
        release(id(weak)).expect(200);
        assertThat(posture().get("stage").asString()).isEqualTo("OFF");
        assertThat(posture().get("shedLevel").asInt()).isZero();
    }

    @Test
    void releasingTwiceIsAConflictAndReleasingNothingIsNotFound() {
        String id = id(hold(Map.of("reason", "once")));
        release(id).expect(200);
        release(id).problem(409, "conflict");
        release(new java.util.UUID(0, 9).toString()).problem(404, "not-found");
    }

    @Test
    @Tag("P7")
    void whatAProgramHoldsEndsByItselfAndWhatAPersonHoldsNeedNot() {
        JsonNode byProgram = server.as("operator")
                .post(path + "/holds", Map.of("reason", "automatic"))
                .expect(201)
                .json();
        Duration lasts = Duration.between(
                Instant.parse(byProgram.get("createdAt").asString()),
                Instant.parse(byProgram.get("expiresAt").asString()));
        assertThat(lasts).isEqualTo(Duration.ofHours(4));
        assertThat(byProgram.get("actorKind").asString()).isEqualTo("program");

        JsonNode byPerson = hold(Map.of("reason", "by hand")).json();
        assertThat(byPerson.has("expiresAt")).isFalse();
        assertThat(byPerson.get("actorKind").asString()).isEqualTo("person");
    }

    @Test
    @Tag("P7")
    void aHoldIsOverAtItsEndAndNotActiveBeforeItsStart() {
        String short1 = id(hold(Map.of(
                "reason", "short", "expiresAt", Instant.now().plusSeconds(2).toString())));
        hold(Map.of(
                        "reason",
                        "later",
                        "startsAt",
                        Instant.now().plusSeconds(600).toString()))
                .expect(201);
        assertThat(posture().get("stage").asString()).isEqualTo("ENFORCE");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(posture().get("stage").asString()).isEqualTo("OFF"));
        assertThat(admin.get(path + "/holds/" + short1).json().get("state").asString())
                .isEqualTo("expired");
        release(short1).problem(409, "conflict");
        assertThat(states()).containsExactly("planned", "expired");
    }

    @Test
    void listsHoldsNewestFirstAndByState() {
        String first = id(hold(Map.of("reason", "first")));
        String second = id(hold(Map.of("reason", "second")));
        release(first).expect(200);
        JsonNode all = admin.get(path + "/holds").expect(200).json().get("items");
        assertThat(all.valueStream().map(hold -> hold.get("id").asString())).containsExactly(second, first);
        JsonNode active =
                admin.get(path + "/holds?state=active").expect(200).json().get("items");
        assertThat(active.valueStream().map(hold -> hold.get("id").asString())).containsExactly(second);
    }

    @Test
    @Tag("P7")
    void everyChangeIsInTheAuditWithWhoAndFromWhereAndWhatItWasBefore() {
        String id = id(hold(Map.of("reason", "audited")));
        release(id).expect(200);
        assertThat(server.query("select action || ' ' || actor || ' ' || actor_kind || ' ' || (address is not null) "
                        + "|| ' ' || coalesce(before ->> 'state', '-') || ' ' || (after ->> 'state') "
                        + "from audit where subject = 'hold/" + id + "' order by id"))
                .containsExactly(
                        "hold.set admin person true - active", "hold.release admin person true active released");
    }

    @Test
    @Tag("P7")
    void theAuditCannotBeChanged() {
        for (String sql : List.of("update audit set actor = 'nobody'", "delete from audit", "truncate audit")) {
            assertThatThrownBy(() -> TestPostgres.execute(server.database(), sql))
                    .rootCause()
                    .hasMessageContaining("audit is append-only");
        }
    }

    @Test
    void anEnvironmentThatIsHeldCannotBeDeleted() {
        String id = id(hold(Map.of("reason", "keep")));
        Answer found = admin.get(path);
        admin.delete(path, admin.get(path).etag()).problem(409, "conflict");
        release(id).expect(200);
        admin.delete(path, admin.get(path).etag()).expect(204);
        assertThat(found.json().get("key").asString()).isEqualTo(environment);
    }

    @Test
    void aTimeThatFollowsFromAnotherIsNamedByTheOneThatWasSent() {
        for (String startsAt : List.of("9999-12-31T23:00:00Z", "2020-01-01T00:00:00Z")) {
            Answer refused = server.as("operator")
                    .post(path + "/holds", Map.of("reason", "r", "startsAt", startsAt))
                    .problem(400, "validation");
            assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("/startsAt");
        }
    }

    @Test
    void findsAnActiveHoldBehindAPageOfReleasedOnes() {
        String standing = id(hold(Map.of("reason", "standing")));
        for (int i = 0; i < 3; i++) {
            release(id(hold(Map.of("reason", "short")))).expect(200);
        }
        JsonNode page =
                admin.get(path + "/holds?state=active&limit=2").expect(200).json();
        assertThat(page.get("items").findValuesAsString("id")).containsExactly(standing);
        assertThat(page.has("nextCursor")).isFalse();
        assertThat(admin.get(path + "/holds?state=released&limit=2")
                        .json()
                        .get("items")
                        .size())
                .isEqualTo(2);
        assertThat(admin.get(path + "/holds?state=planned").json().get("items").size())
                .isZero();
        assertThat(admin.get(path + "/holds?state=expired").json().get("items").size())
                .isZero();
    }

    private Answer hold(Map<String, Object> wanted) {
        return admin.post(path + "/holds", wanted);
    }

    private Answer release(String id) {
        return admin.post(path + "/holds/" + id + "/release", null);
    }

    private JsonNode posture() {
        return admin.get(path + "/posture").expect(200).json();
    }

    private List<String> states() {
        return admin.get(path + "/holds")
                .json()
                .get("items")
                .valueStream()
                .map(hold -> hold.get("state").asString())
                .toList();
    }

    private static String id(Answer made) {
        return made.json().get("id").asString();
    }
}
