package io.holdfast.server.audit;

import io.holdfast.api.model.FieldChange;
import io.holdfast.server.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps people from overwriting each other: a change names the version that it is based on. */
@Component
public class Versions {
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final Set<String> NEVER_TOLD =
            Set.of("version", "updatedAt", "updatedBy", "epoch", "revision", "flags");

    private final Audit audit;
    private final JsonMapper json;

    Versions(Audit audit, JsonMapper json) {
        this.audit = audit;
        this.json = json;
    }

    /** The ETag of {@code version}. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Refuses a change that is not based on the current version.
     *
     * @param ifMatch the header, or null when it was not sent
     * @param subject as in the audit
     * @param current how it is now, as the API shows it
     */
    public void require(@Nullable String ifMatch, long version, String subject, Object current) {
        if (ifMatch == null) {
            throw new ProblemException.PreconditionRequired();
        }
        // A list, as RFC 9110 has it, asks for any of its tags.
        List<String> expected =
                Arrays.stream(ifMatch.split(",")).map(String::strip).toList();
        if (!expected.contains(etag(version)) && !expected.contains("*")) {
            throw stale(expected.isEmpty() ? "" : expected.get(0), subject, current);
        }
    }

    private ProblemException stale(String expected, String subject, Object current) {
        Map<String, @Nullable Object> now = json.convertValue(current, OBJECT);
        List<FieldChange> changes = parse(expected)
                .flatMap(version -> audit.asOfVersion(subject, version))
                .map(then -> changes(then, now))
                .orElse(List.of());
        var last = audit.lastChange(subject);
        return new ProblemException.StaleVersion(new ProblemException.StaleVersion.Detail(
                current,
                changes,
                last.map(Audit.LastChange::actor).orElse(null),
                last.map(Audit.LastChange::at).orElse(null)));
    }

    private static Optional<Long> parse(String etag) {
        String digits = etag.replace("\"", "");
        return digits.matches("\\d{1,18}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
    }

    private static List<FieldChange> changes(Map<String, @Nullable Object> then, Map<String, @Nullable Object> now) {
        Set<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        names.removeAll(NEVER_TOLD);
        List<FieldChange> changes = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(then.get(name), now.get(name))) {
                FieldChange change = new FieldChange("/" + name);
                change.setFrom(then.get(name));
                change.setTo(now.get(name));
                changes.add(change);
            }
        }
        return changes;
    }
}
