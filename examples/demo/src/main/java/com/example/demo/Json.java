package com.example.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/** How the demo reads and shows JSON: strictly in, and as plain ASCII out, because a terminal may know nothing else. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Json() {}

    /** The document on lines of at most {@code width} characters, broken after commas; a longer value keeps its line. */
    static List<String> lines(JsonNode document, int width) throws JsonProcessingException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String member : members(ASCII.writeValueAsString(document))) {
            if (line.length() > 0 && line.length() + member.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(member);
        }
        lines.add(line.toString());
        return lines;
    }

    private static List<String> members(String json) {
        List<String> members = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                members.add(json.substring(start, i + 1));
                start = i + 1;
            }
        }
        members.add(json.substring(start));
        return members;
    }
}
