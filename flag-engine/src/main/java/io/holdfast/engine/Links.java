package io.holdfast.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a flag or segment names. Answers nothing for what is missing, or would lead back to the one that names it. */
interface Links {
    @Nullable
    Flag flag(String key);

    @Nullable
    Segment segment(String key);

    default List<Segment> segments(List<String> keys) {
        List<Segment> found = new ArrayList<>();
        for (String key : keys) {
            Segment segment = segment(key);
            if (segment != null) {
                found.add(segment);
            }
        }
        return found;
    }
}
