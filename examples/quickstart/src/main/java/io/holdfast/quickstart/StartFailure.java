package io.holdfast.quickstart;

/** Why nothing was started, as one line for the person at the terminal. */
final class StartFailure extends RuntimeException {
    StartFailure(String line) {
        super(line);
    }
}
