package io.holdfast.example.listings;

import io.holdfast.client.FlagClient;
import io.holdfast.engine.Posture;
import io.holdfast.engine.Stage;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the banner on every page says, error pages included. */
@ControllerAdvice
class Banner {
    private final FlagClient flags;

    Banner(FlagClient flags) {
        this.flags = flags;
    }

    /** The posture where visitors are to know of it. */
    @ModelAttribute("posture")
    Posture posture() {
        Posture posture = flags.posture();
        return posture.stage().compareTo(Stage.WARN) >= 0 ? posture : Posture.NONE;
    }
}
