package io.holdfast.engine;

/**
 * One thing that is wrong with a ruleset.
 *
 * @param path a JSON pointer to it; empty for the whole document
 * @param message a sentence for whoever wrote it
 */
public record Fault(String path, String message) {
    @Override
    public String toString() {
        return (path.isEmpty() ? "" : path + ": ") + message;
    }
}
