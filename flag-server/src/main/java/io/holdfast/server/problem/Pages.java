package io.holdfast.server.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cursor pages: one row more than asked for is read, to know whether there is a next page. */
public final class Pages {
    private Pages() {}

    /** What {@code cursor} stands for, or the empty text for the first page. */
    public static String after(@Nullable String cursor) {
        if (cursor == null) {
            return "";
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException.Invalid("cursor", "is not a cursor of an earlier page");
        }
    }

    public static <T> List<T> upTo(List<T> found, int limit) {
        return found.size() > limit ? found.subList(0, limit) : found;
    }

    /** The cursor of the next page, or null when {@code found} was the last one. */
    public static <T> @Nullable String next(List<T> found, int limit, Function<T, String> position) {
        if (found.size() <= limit) {
            return null;
        }
        byte[] last = position.apply(found.get(limit - 1)).getBytes(UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last);
    }
}
