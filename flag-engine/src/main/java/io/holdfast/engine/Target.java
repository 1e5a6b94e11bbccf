package io.holdfast.engine;

import java.util.List;

/**
 * Some who are served a variation by name.
 *
 * @param values targeting keys
 */
public record Target(Variation variation, List<String> values) {
    public Target {
        values = List.copyOf(values);
    }
}
