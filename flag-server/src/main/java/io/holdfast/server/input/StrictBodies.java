package io.holdfast.server.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.api.model.EvaluationRequest;
import io.holdfast.server.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Looks through a body before anything is made of it: it is one JSON object in UTF-8, no member stands twice, and every
 * text can be kept. What is wrong is named by its JSON pointer, whichever field it is, also inside free values.
 */
@ControllerAdvice
class StrictBodies extends RequestBodyAdviceAdapter {
    /** A preview takes whatever text an SDK would take, and keeps none of it. */
    private static final String CONTEXT = "/context/";

    private final JsonFactory json = new JsonFactory();

    @Override
    public boolean supports(
            MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        requireUtf8(message.getHeaders());
        byte[] body = message.getBody().readAllBytes();
        check(decode(body), type);
        return new Checked(message.getHeaders(), body);
    }

    private static void requireUtf8(HttpHeaders headers) {
        Charset charset;
        try {
            MediaType type = headers.getContentType();
            charset = type == null ? null : type.getCharset();
        } catch (IllegalArgumentException e) {
            throw new ProblemException.UnsupportedMediaType();
        }
        if (charset != null && !charset.equals(UTF_8)) {
            throw new ProblemException.UnsupportedMediaType();
        }
    }

    private static String decode(byte[] body) {
        try {
            return Texts.decode(body);
        } catch (CharacterCodingException e) {
            throw new ProblemException.MalformedBody("The body is not UTF-8.", "");
        }
    }

    private void check(String body, Type type) {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
            try {
                check(parser, type == EvaluationRequest.class);
            } catch (JacksonException e) {
                throw new ProblemException.MalformedBody(
                        "The body is not valid JSON" + place(e.getLocation()) + ".", pointer(parser));
            }
        }
    }

    private static void check(JsonParser parser, boolean evaluates) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new ProblemException.MalformedBody("The body is not a JSON object.", "");
        }
        Deque<Set<String>> members = new ArrayDeque<>();
        members.push(new HashSet<>());
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (members.isEmpty()) {
                throw new ProblemException.MalformedBody("Something follows the JSON object.", "");
            }
            boolean kept = !(evaluates && pointer(parser).startsWith(CONTEXT));
            switch (token) {
                case START_OBJECT -> members.push(new HashSet<>());
                case END_OBJECT -> members.pop();
                case PROPERTY_NAME -> checkMember(parser, kept, members.getFirst());
                case VALUE_STRING -> checkText(parser, kept);
                default -> {
                    // Other values are checked by the field's type.
                }
            }
        }
    }

    private static void checkMember(JsonParser parser, boolean kept, Set<String> before) {
        String name = parser.currentName();
        if (kept && !Texts.isText(name)) {
            // Named by what it stands in, for its own name cannot be shown.
            throw new ProblemException.Invalid(
                    parser.streamReadContext().getParent().pathAsPointer().toString(), Texts.FAULT);
        }
        if (!before.add(name)) {
            throw new ProblemException.Invalid(pointer(parser), "stands twice");
        }
    }

    private static void checkText(JsonParser parser, boolean kept) {
        if (kept && !Texts.isText(parser.getString())) {
            throw new ProblemException.Invalid(pointer(parser), Texts.FAULT);
        }
    }

    private static String pointer(JsonParser parser) {
        return parser.streamReadContext().pathAsPointer().toString();
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null
                ? ", or is too large inside"
                : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static final class Checked implements HttpInputMessage {
        private final HttpHeaders headers;
        private final byte[] body;

        Checked(HttpHeaders headers, byte[] body) {
            this.headers = headers;
            this.body = body;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }
    }
}
