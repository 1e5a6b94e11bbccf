package io.holdfast.server.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.server.problem.ProblemException;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The cursor pages of one list: one row more than asked for is read, to know whether there is a next page. A cursor says
 * which list it belongs to, so that it is refused by every other.
 *
 * @param list a name that no other list has
 */
public record Pages(String list) {
    private static final String END = " after ";

    /** The position that {@code cursor} stands for, or the empty text for the first page. */
    public String after(@Nullable String cursor) {
        if (cursor == null) {
            return "";
        }
        try {
            String text = Texts.decode(Base64.getUrlDecoder().decode(cursor));
            if (text.startsWith(list + END) && Texts.isText(text)) {
                return text.substring(list.length() + END.length());
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw unknown();
        }
        throw unknown();
    }

    /** The position, in a list by id. */
    public UUID afterId(@Nullable String cursor, UUID first) {
        String position = after(cursor);
        try {
            return cursor == null ? first : Wire.id(position);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    public static <T> List<T> upTo(List<T> found, int limit) {
        return found.size() > limit ? found.subList(0, limit) : found;
    }

    /** The cursor of the next page, or null when {@code found} was the last one. */
    public <T> @Nullable String next(List<T> found, int limit, Function<T, String> position) {
        if (found.size() <= limit) {
            return null;
        }
        String last = list + END + position.apply(found.get(limit - 1));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(UTF_8));
    }

    private static ProblemException unknown() {
        return new ProblemException.Invalid("cursor", "is not a cursor of an earlier page of this list");
    }
}
