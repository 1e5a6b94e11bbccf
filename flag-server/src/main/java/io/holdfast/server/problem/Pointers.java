package io.holdfast.server.problem;

/** Names fields by JSON pointer, however a library names them. */
final class Pointers {
    private Pointers() {}

    /** {@code variations[0].name} as {@code /variations/0/name}. */
    static String of(String propertyPath) {
        return "/" + propertyPath.replace("[", ".").replace("]", "").replace('.', '/');
    }
}
