package com.trubrics.appender.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonParser;
import jakarta.json.Json;
import java.io.StringReader;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects of the real JSON libraries. */
class JsonTypesTest {

    private static final String JSON =
            "{\"text\":\"a\\\"b\",\"whole\":1,\"list\":[true,null,\"x\"],\"map\":{\"a\":{}}}";

    private final Freezer freezer = new Freezer(1 << 20);

    @ParameterizedTest
    @MethodSource("parsed")
    void aJsonObjectIsWhatItHolds(Object parsed) {
        Map<String, Object> same = Map.of(
                "text", "a\"b", "whole", 1, "list", Arrays.asList(true, null, "x"), "map", Map.of("a", Map.of()));

        assertThat(freezer.freeze(parsed)).isEqualTo(same);
        assertThat(freezer.freeze(List.of(parsed))).isEqualTo(List.of(same));
    }

    static Stream<Named<Object>> parsed() throws Exception {
        return Stream.of(
                Named.of("Jackson 2", new ObjectMapper().readTree(JSON)),
                Named.of("Jackson 3", new tools.jackson.databind.ObjectMapper().readTree(JSON)),
                Named.of("Gson", JsonParser.parseString(JSON)),
                Named.of("Jakarta", Json.createReader(new StringReader(JSON)).readValue()));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aJsonStringIsItsText(Object text) {
        assertThat(freezer.freeze(text)).isEqualTo("pro");
    }

    static Stream<Object> texts() {
        return Stream.of(
                com.fasterxml.jackson.databind.node.TextNode.valueOf("pro"),
                tools.jackson.databind.node.StringNode.valueOf("pro"),
                new com.google.gson.JsonPrimitive("pro"),
                Json.createValue("pro"));
    }

    @Test
    void depthIsThatOfAllContainersAroundIt() throws Exception {
        Object value = new ObjectMapper().readTree("[".repeat(20) + "]".repeat(20));
        for (int i = 0; i < 20; i++) {
            value = List.of(value);
        }

        assertThat(freezer.freeze(value)).hasToString("[".repeat(32) + "<nested too deep>" + "]".repeat(32));
    }

    @Test
    void whatOnlyLooksLikeJsonStaysItsText() {
        assertThat(freezer.freeze(new JsonValue("plan=pro"))).isEqualTo("plan=pro");
        assertThat(freezer.freeze(new com.google.gson.JsonPrimitive(Double.NaN)))
                .isEqualTo("NaN");
        assertThat(freezer.freeze(CharBuffer.wrap("{\"a\":1}"))).isEqualTo("{\"a\":1}");
    }

    private record JsonValue(String text) {
        @Override
        public String toString() {
            return text;
        }
    }
}
