package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.server.Contract.Operation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What every operation answers when its path names something malformed, or something that is not there. */
@Tag("S3")
class PathsTest {

    static Stream<Operation> operations() {
        return new Contract()
                .operations().stream().filter(operation -> operation.path().contains("{"));
    }

    static Stream<Operation> reads() {
        return operations().filter(operation -> operation.method().equals("GET"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void namesTheMalformedPartOfAPath(Operation operation) {
        String path = operation.path().replaceAll("\\{[a-z]+}", "Not-A-Key");
        Object body = operation.description().has("requestBody") ? Map.of() : null;
        Answer answer = TestServer.shared()
                .admin()
                .send(operation.method(), path, body, Map.of("If-Match", "*"))
                .problem(400, "validation");
        List<String> parameters = operation
                .path()
                .replaceAll("^[^{]*\\{|}[^{]*$", "")
                .lines()
                .flatMap(names -> Stream.of(names.split("}[^{]*\\{")))
                .toList();
        // With a body, its fields are looked at first.
        assertThat(answer.fields()).isNotEmpty();
        if (body == null) {
            assertThat(answer.fields()).isSubsetOf(parameters);
        }
    }

    @ParameterizedTest
    @MethodSource("reads")
    void tellsWhatIsNotThere(Operation operation) {
        JsonNode problem = TestServer.shared()
                .admin()
                .get(operation.example())
                .problem(404, "not-found")
                .json();
        assertThat(problem.get("detail").asString()).contains("no-such-thing");
    }
}
