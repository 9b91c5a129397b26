package com.trubrics.sandbox;

import static com.trubrics.sandbox.Samples.LLM_EVENT;
import static com.trubrics.sandbox.Samples.USER_EVENT;
import static com.trubrics.sandbox.Samples.headers;
import static com.trubrics.sandbox.Samples.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.sandbox.web.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCheckTest {
    private static final String USERS = "/publish_events";
    private static final String LLM = "/publish_llm_events";

    private final RequestCheck check = new RequestCheck("key");

    private CheckResult.Refused refused(ApiRequest request) {
        CheckResult verdict = check.judge(request);
        assertThat(verdict).isInstanceOf(CheckResult.Refused.class);
        return (CheckResult.Refused) verdict;
    }

    private List<Problem> problems(String path, String body) {
        CheckResult.Refused refused = refused(request(path, body));
        assertThat(refused.status()).isEqualTo(422);
        return refused.problems();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/publish_events", "/api/ingestion/publish_events"})
    void aDocumentedUserEventIsTaken(String path) {
        assertThat(check.judge(request(path, "[" + USER_EVENT + "," + USER_EVENT + "]")))
                .isEqualTo(Samples.accepted(USER_EVENT, USER_EVENT));
    }

    @Test
    void aDocumentedLlmEventIsTaken() {
        assertThat(check.judge(request(LLM, "[" + LLM_EVENT + "]")))
                .isInstanceOfSatisfying(
                        CheckResult.Accepted.class,
                        accepted -> assertThat(accepted.endpoint()).isEqualTo(Endpoint.LLM_EVENTS));
    }

    @Test
    void nullIsTakenForAnOptionalFieldAsTheOfficialSdkSendsIt() {
        assertThat(check.judge(request(LLM, "[" + LLM_EVENT.replace("\"t-1\"", "null") + "]")))
                .isInstanceOf(CheckResult.Accepted.class);
    }

    @Test
    void everyKeyIsTakenUnlessOneIsAskedFor() {
        assertThat(new RequestCheck(null).judge(request(USERS, "[" + USER_EVENT + "]")))
                .isInstanceOf(CheckResult.Accepted.class);
    }

    @Test
    void anotherPathIsRefused() {
        assertThat(refused(request("/publish_event", "[]")).status()).isEqualTo(404);
        assertThat(refused(request("/publish_events/publish_events", "[]")).problems())
                .extracting(Problem::reason)
                .singleElement()
                .asString()
                .contains("The host must end before the endpoint's name.");
    }

    @Test
    void anotherMethodIsRefused() {
        assertThat(refused(new ApiRequest("PUT", USERS, headers(), new byte[0])).status())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({
        "x-api-key, another, 401, does not contain the key",
        "x-api-key, , 401, x-api-key is missing",
        "x-api-key, ' ', 401, x-api-key is missing",
        "content-type, text/plain, 415, application/json",
        "content-type, , 415, 'application/json, and is missing'",
        "content-encoding, gzip, 415, compressed"
    })
    void otherHeadersAreRefused(String name, String value, int status, String reason) {
        Map<String, String> headers = headers();
        headers.remove(name);
        if (value != null) {
            headers.put(name, value);
        }
        CheckResult.Refused refused =
                refused(new ApiRequest("POST", USERS, headers, ("[" + USER_EVENT + "]").getBytes(UTF_8)));
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.problems().get(0).reason()).contains(reason).doesNotContain("another,");
    }

    @Test
    void aCharsetAfterTheContentTypeIsTaken() {
        Map<String, String> headers = headers();
        headers.put("content-type", "Application/JSON; charset=utf-8");
        assertThat(check.judge(new ApiRequest("POST", USERS, headers, ("[" + USER_EVENT + "]").getBytes(UTF_8))))
                .isInstanceOf(CheckResult.Accepted.class);
    }

    @Test
    void aBodyAboveTheLimitIsRefused() {
        assertThat(refused(new ApiRequest("POST", USERS, headers(), new byte[RequestCheck.MAX_BYTES + 1]))
                        .status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                  | JSON array",
                "{}                                  | JSON array",
                "null                                | JSON array",
                "[                                   | not JSON: line 1, column",
                "[] []                               | not JSON",
                "[{\"user_id\":\"a\",\"user_id\":\"b\"}] | a name occurs twice",
                "[]                                  | The array is empty",
                "[1]                                 | must be a JSON object"
            })
    void aBodyThatIsNoListOfEventsIsRefused(String body, String reason) {
        assertThat(problems(USERS, body))
                .first()
                .extracting(Problem::reason)
                .asString()
                .contains(reason);
    }

    @Test
    void aBodyThatIsNotUtf8IsRefused() {
        byte[] latin1 = "[{\"user_id\":\"é\"}]".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(refused(new ApiRequest("POST", USERS, headers(), latin1)).status())
                .isEqualTo(422);
    }

    @Test
    void moreThanAHundredEventsAreRefusedTogether() {
        String events = String.join(",", Collections.nCopies(101, USER_EVENT));
        CheckResult.Refused refused = refused(request(USERS, "[" + events + "]"));
        assertThat(refused.events()).isEqualTo(101);
        assertThat(refused.problems())
                .hasSize(1)
                .first()
                .extracting(Problem::event)
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user_id   | \"ana\"                      | \" \"                   | user_id is blank",
                "user_id   | \"ana\"                      | 7                       | user_id is a number",
                "event     | \"Upgrade\"                  | null                    | event is null",
                "event     | \"Upgrade\"                  | [\"a\"]                 | event is a list",
                "timestamp | \"2026-01-31T12:00:00.000Z\" | \"2026-01-31T12:00:00\" | without a zone",
                "timestamp | \"2026-01-31T12:00:00.000Z\" | 1769860800              | timestamp is a number",
                "timestamp | \"2026-01-31T12:00:00.000Z\" | \"yesterday\"           | timestamp is text in another format",
                "plan      | \"user_id\"                  | \"plan\":1,\"user_id\"  | belong in properties"
            })
    void theFieldOfAUserEventThatIsWrongIsNamed(String field, String good, String bad, String reason) {
        assertThat(problems(USERS, "[" + USER_EVENT + "," + USER_EVENT.replace(good, bad) + "]"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.event()).isEqualTo(1);
                    assertThat(problem.field()).isEqualTo(field);
                    assertThat(problem.reason()).contains(reason);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"latency\":-1", "\"latency\":\"2\"", "\"properties\":[]", "\"assistant_id\":4"})
    void theFieldOfAnLlmEventThatIsWrongIsNamed(String member) {
        String event = "{\"user_id\":\"ana\",\"prompt\":\"\",\"generation\":\"\"," + member + "}";
        assertThat(problems(LLM, "[" + event + "]")).hasSize(1);
    }

    @Test
    void everyMistakeOfEveryEventIsNamed() {
        assertThat(problems(USERS, "[{}," + USER_EVENT + ",{\"user_id\":\"ana\"}]"))
                .extracting(Problem::event)
                .containsExactly(0, 0, 0, 2, 2);
    }

    @Test
    void theAnswerNamesThePlaceAsTheApiDoes() {
        assertThat(Json.text(refused(request(USERS, "[{\"user_id\":\"ana\",\"event\":\"x\"}]"))
                        .answer()))
                .startsWith("{\"detail\":[{\"loc\":[\"body\",0,\"timestamp\"],\"msg\":\"timestamp is missing.");
        assertThat(Json.text(refused(request("/other", "")).answer()))
                .startsWith("{\"detail\":\"There is no such path.");
    }

    /** The page shows reasons, and senders may log them: neither should contain values of an event. */
    @Test
    void aReasonNeverRepeatsAValue() {
        assertThat(problems(USERS, "[{\"user_id\":7007,\"event\":[\"secret\"],\"timestamp\":\"secret\"}]"))
                .extracting(Problem::reason)
                .noneMatch(reason -> reason.contains("secret") || reason.contains("7007"));
        assertThat(problems(USERS, "[{\"user_id\": secret"))
                .extracting(Problem::reason)
                .noneMatch(reason -> reason.contains("secret"));
    }
}
