package io.holdfast.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP response, and every byte of it but the date. */
record Answer(int status, Map<String, List<String>> headers, String body, String bytes) {
    private static final JsonMapper JSON = new JsonMapper();

    static Answer parse(String response) {
        int end = response.indexOf("\r\n\r\n");
        String[] lines = response.substring(0, end).split("\r\n", -1);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            String[] field = lines[i].split(": ", 2);
            headers.computeIfAbsent(field[0], name -> new ArrayList<>()).add(field[1]);
        }
        int status = Integer.parseInt(lines[0].split(" ", 3)[1]);
        return new Answer(status, headers, response.substring(end + 4), response.replaceAll("(?m)^Date: .*\r\n", ""));
    }

    /** The header's value, all lines of it; empty when there is none. */
    String header(String name) {
        return String.join(", ", headers.getOrDefault(name, List.of()));
    }

    JsonNode json() {
        return JSON.readTree(body);
    }
}
