package com.example.demo;

import static com.example.demo.Samples.LLM_EVENT;
import static com.example.demo.Samples.USER_EVENT;
import static com.example.demo.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private final Gate gate = new Gate("key");

    private Verdict judge(Endpoint endpoint, Headers headers, String body) {
        return gate.judge("POST", endpoint.path(), headers, bytes(body));
    }

    private List<Problem> problems(Endpoint endpoint, String body) {
        Verdict verdict = judge(endpoint, Samples.headers(), body);
        assertThat(verdict.status()).isEqualTo(422);
        assertThat(verdict.taken()).isEmpty();
        return ((List<?>) verdict.body().get("detail"))
                .stream().map(Problem.class::cast).toList();
    }

    @Test
    void takes_what_is_documented() {
        assertThat(judge(Endpoint.USER_EVENTS, Samples.headers(), "[" + USER_EVENT + "," + USER_EVENT + "]")
                        .taken())
                .hasSize(2);
        assertThat(judge(Endpoint.LLM_EVENTS, Samples.headers(), "[" + LLM_EVENT + "]")
                        .taken())
                .extracting(ArrivedEvent::thread)
                .containsExactly("ana-1");
    }

    @Test
    void takes_null_for_an_optional_field_as_the_official_sdk_sends_it() {
        String event = LLM_EVENT.replace("\"ana-1\"", "null");
        assertThat(judge(Endpoint.LLM_EVENTS, Samples.headers(), "[" + event + "]")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void knows_its_two_paths_and_one_method() {
        assertThat(gate.judge("POST", "/api/ingestion/events", Samples.headers(), bytes("[]"))
                        .status())
                .isEqualTo(404);
        assertThat(gate.judge("PUT", Endpoint.USER_EVENTS.path(), Samples.headers(), bytes("[]"))
                        .status())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({
        "x-api-key, another, 401",
        "x-api-key, , 401",
        "Content-Type, text/plain, 400",
        "Content-Type, , 400",
        "accept, , 400",
        "User-Agent, okhttp/5, 400",
        "Content-Encoding, gzip, 400"
    })
    void refuses_other_headers(String name, String value, int status) {
        Headers headers = Samples.headers();
        headers.remove(name);
        if (value != null) {
            headers.set(name, value);
        }
        assertThat(judge(Endpoint.USER_EVENTS, headers, "[" + USER_EVENT + "]").status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[", "[]", "[1]", "[{}]", "[] []", "[{\"user_id\":\"a\",\"user_id\":\"b\"}]", "null"})
    void refuses_bodies_that_are_no_list_of_events(String body) {
        assertThat(problems(Endpoint.USER_EVENTS, body)).isNotEmpty();
    }

    @Test
    void refuses_more_than_a_hundred_events() {
        String events = String.join(",", Collections.nCopies(101, USER_EVENT));
        assertThat(problems(Endpoint.USER_EVENTS, "[" + events + "]")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user_id   | \"ana\"                        | \" \"",
                "user_id   | \"ana\"                        | 7",
                "event     | \"Upgrade\"                    | null",
                "timestamp | \"2026-01-31T12:00:00.000Z\"   | \"2026-01-31T12:00:00\"",
                "timestamp | \"2026-01-31T12:00:00.000Z\"   | 1769860800",
                "extra     | \"user_id\"                    | \"extra\":1,\"user_id\""
            })
    void names_the_field_of_a_user_event_that_is_wrong(String field, String good, String bad) {
        assertThat(problems(Endpoint.USER_EVENTS, "[" + USER_EVENT + "," + USER_EVENT.replace(good, bad) + "]"))
                .extracting(Problem::loc)
                .containsExactly(List.of("body", 1, field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"latency\":-1", "\"latency\":\"2\"", "\"properties\":[]", "\"assistant_id\":4"})
    void names_the_field_of_an_llm_event_that_is_wrong(String member) {
        String event = "{\"user_id\":\"ana\",\"prompt\":\"\",\"generation\":\"\"," + member + "}";
        assertThat(problems(Endpoint.LLM_EVENTS, "[" + event + "]")).hasSize(1);
    }
}
