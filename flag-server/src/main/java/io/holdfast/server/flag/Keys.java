package io.holdfast.server.flag;

import io.holdfast.server.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ids behind the keys of projects and environments. */
@Component
class Keys {
    private final JdbcClient jdbc;

    Keys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Long> project(String key) {
        return jdbc.sql("select id from project where key = :key")
                .param("key", key)
                .query(Long.class)
                .optional();
    }

    String projectKey(long id) {
        return jdbc.sql("select key from project where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    long environment(String key) {
        return jdbc.sql("select id from environment where key = :key")
                .param("key", key)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new ProblemException.NotFound("environment", key));
    }

    /** All environments, by key. */
    Map<Long, String> environments() {
        Map<Long, String> keys = new LinkedHashMap<>();
        jdbc.sql("select id, key from environment order by key").query(row -> {
            keys.put(row.getLong("id"), row.getString("key"));
        });
        return keys;
    }
}
