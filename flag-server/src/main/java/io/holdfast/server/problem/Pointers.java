package io.holdfast.server.problem;

/** Names fields by JSON pointer, however a library names them. */
final class Pointers {
    private Pointers() {}

    /** {@code variations[0].name} as {@code /variations/0/name}. */
    static String of(String propertyPath) {
        return "/" + propertyPath.replace("[", ".").replace("]", "").replace('.', '/');
    }

    /** {@code createFlag.flagCreate.key} as {@code /key}, and {@code getFlag.flag}, a parameter, as {@code flag}. */
    static String ofArgument(String propertyPath) {
        String[] parts = propertyPath.split("\\.", 3);
        return parts.length < 3 ? parts[parts.length - 1] : of(parts[2]);
    }
}
