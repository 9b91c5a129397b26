package com.trubrics.appender.internal.json;

import static com.trubrics.appender.internal.json.EventEncoder.Result.ADDED;
import static com.trubrics.appender.internal.json.EventEncoder.Result.NOT_ENCODABLE;
import static com.trubrics.appender.internal.json.EventEncoder.Result.NO_ROOM;
import static com.trubrics.appender.internal.json.EventEncoder.Result.TOO_LARGE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventEncoderTest {

    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final Instant TIME = Instant.parse("2024-10-09T13:21:46.182Z");

    private static final String USER_EVENT =
            "{\"user_id\":\"user_id\",\"event\":\"Sign Up\",\"timestamp\":\"2024-10-09T13:21:46.182Z\"}";

    private final EventEncoder encoder = new EventEncoder();
    private final EncodedBatch body = new EncodedBatch();

    @Test
    void aUserEventLooksAsTheOfficialPythonSdkSendsIt() {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put("country", "USA");
        properties.put("company", "Acme");
        properties.put("n", 1);
        properties.put("f", 1.5);
        properties.put("b", true);
        properties.put("z", null);
        properties.put("nested", Map.of("a", List.of(1, "é", Map.of("x", "..."))));

        append(userEvent().properties(properties).build());

        assertThat(text())
                .isEqualTo("[{\"user_id\":\"user_id\",\"event\":\"Sign Up\","
                        + "\"properties\":{\"country\":\"USA\",\"company\":\"Acme\",\"n\":1,\"f\":1.5,\"b\":true,\"z\":null,"
                        + "\"nested\":{\"a\":[1,\"é\",{\"x\":\"...\"}]}},"
                        + "\"timestamp\":\"2024-10-09T13:21:46.182Z\"}]");
    }

    @Test
    void anLlmEventLooksAsTheOfficialPythonSdkSendsIt() {
        append(llmEvent()
                .promptEventName("Prompt")
                .generationEventName("Generation")
                .assistantId("gpt4o")
                .threadId("t0")
                .property("$thread_id", "t1")
                .property("model", "gpt-4")
                .latency(Duration.ofSeconds(2))
                .build());

        assertThat(text())
                .isEqualTo("[{\"user_id\":\"user_id\",\"prompt\":\"What is Trubrics?\",\"generation\":\"x\","
                        + "\"prompt_event_name\":\"Prompt\",\"generation_event_name\":\"Generation\","
                        + "\"assistant_id\":\"gpt4o\",\"properties\":{\"$thread_id\":\"t1\",\"model\":\"gpt-4\"},"
                        + "\"timestamp\":\"2024-10-09T13:21:46.182Z\",\"latency\":2,\"thread_id\":\"t0\"}]");
    }

    @Test
    void absentFieldsAndEmptyPropertiesAreLeftOut() {
        append(userEvent().build());
        append(llmEvent().build());

        assertThat(text())
                .isEqualTo("[" + USER_EVENT
                        + ",{\"user_id\":\"user_id\",\"prompt\":\"What is Trubrics?\",\"generation\":\"x\","
                        + "\"timestamp\":\"2024-10-09T13:21:46.182Z\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-10-09T13:21:46Z,           2024-10-09T13:21:46.000Z",
        "2024-10-09T13:21:46.007Z,       2024-10-09T13:21:46.007Z",
        "2024-10-09T13:21:46.182045Z,    2024-10-09T13:21:46.182045Z",
        "2024-10-09T13:21:46.000001Z,    2024-10-09T13:21:46.000001Z",
        "2024-10-09T13:21:46.182999999Z, 2024-10-09T13:21:46.182999Z",
        "2024-10-09T13:21:46.182000999Z, 2024-10-09T13:21:46.182Z",
        "1969-12-31T23:59:59.999Z,       1969-12-31T23:59:59.999Z",
        "0001-01-01T00:00:00Z,           0001-01-01T00:00:00.000Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z",
    })
    void timestampsHaveMillisecondsOrMicroseconds(Instant instant, String written) {
        append(userEvent().timestamp(instant).build());

        assertThat(text()).contains("\"timestamp\":\"" + written + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-12-31T23:59:59.999999999Z", "+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"})
    void aMomentOutsideTheYears1To9999IsNotEncodable(Instant instant) {
        Event event = userEvent().timestamp(instant).build();

        assertThat(encoder.append(event, body, NO_LIMIT, NO_LIMIT)).isEqualTo(NOT_ENCODABLE);
    }

    @Test
    void theTextOfASecondIsNotTakenForAnother() {
        append(userEvent()
                .timestamp(Instant.parse("2024-10-09T13:21:46.182045Z"))
                .build());
        append(userEvent().timestamp(Instant.parse("2024-10-09T13:21:46.5Z")).build());
        append(userEvent().timestamp(Instant.parse("2024-10-09T13:21:47.5Z")).build());
        append(userEvent().timestamp(Instant.parse("2024-10-09T13:21:46Z")).build());

        assertThat(text()).containsSubsequence("46.182045Z", "46.500Z", "47.500Z", "46.000Z");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0",
        "PT2S, 2",
        "PT1.5S, 1.5",
        "PT100S, 100",
        "PT0.000000001S, 0.000000001",
        "PT2777777777777H, 9999999999997200",
    })
    void latencyIsANumberOfSecondsWithoutExponent(Duration latency, String written) {
        append(llmEvent().latency(latency).build());

        assertThat(text()).contains("\"latency\":" + written + "}");
    }

    static List<String> anyText() {
        return List.of(
                "\uD83D\uDE00", "\uD83D", "\uDE00", "a\uDE00\uD83Db", "\uD83D\uD83D\uDE00", "\u0000\u001f\"\\/\u2028");
    }

    @ParameterizedTest
    @MethodSource("anyText")
    void anyTextBecomesValidUtf8InEveryPlace(String text) throws IOException {
        append(UserEvent.builder("u" + text, "e" + text)
                .property("k" + text, text)
                .timestamp(TIME)
                .build());

        Map<?, ?> event = only();
        String sent = whole(text);
        assertThat(event.get("user_id")).isEqualTo("u" + sent);
        assertThat(event.get("event")).isEqualTo("e" + sent);
        assertThat(event.get("properties")).isEqualTo(Map.of("k" + sent, sent));
    }

    @Test
    void loneSurrogatesAreReplacedAndPairsAreKeptAsFourBytes() {
        append(userEvent().property("k", "a\uD83Db\uDE00c\uD83D\uDE00").build());

        assertThat(text()).contains("\"a\uFFFDb\uFFFDc\uD83D\uDE00\"");
    }

    @ParameterizedTest
    @MethodSource("anyText")
    void aTextOfAnyLengthIsWrittenTheSameWay(String end) throws IOException {
        for (int usual : List.of(1_000, 8_000)) { // where Jackson begins a new piece, or a new buffer
            for (int length = usual - 40; length < usual + 10; length++) {
                body.reset();
                String text = "é".repeat(length) + end;

                append(userEvent().property("k", text).build());

                assertThat(only().get("properties")).isEqualTo(Map.of("k", whole(text)));
            }
        }
    }

    @Test
    void anEventThatWouldLiftTheBodyAboveItsLimitIsLeftForTheNext() {
        append(userEvent().build());
        String before = text();
        int sizeOfTwo = 2 * (before.length() - 2) + 3;

        assertThat(encoder.append(userEvent().build(), body, sizeOfTwo - 1, NO_LIMIT))
                .isEqualTo(NO_ROOM);
        assertThat(text()).isEqualTo(before);
        assertThat(encoder.append(userEvent().build(), body, sizeOfTwo, NO_LIMIT))
                .isEqualTo(ADDED);
        assertThat(body.size()).isEqualTo(sizeOfTwo);
        assertThat(body.count()).isEqualTo(2);
    }

    @Test
    void theFirstEventIsTakenWhateverTheBodysLimit() {
        assertThat(encoder.append(userEvent().build(), body, 1, NO_LIMIT)).isEqualTo(ADDED);
    }

    @Test
    void anEventOverItsOwnLimitLeavesNoTrace() {
        append(userEvent().build());
        String before = text();
        int size = before.length() - 2;

        assertThat(encoder.append(userEvent().build(), body, NO_LIMIT, size - 1))
                .isEqualTo(TOO_LARGE);
        assertThat(text()).isEqualTo(before);
        assertThat(encoder.append(userEvent().build(), body, NO_LIMIT, size)).isEqualTo(ADDED);
    }

    @Test
    void aGiantThatMeetsTheBodysLimitFirstIsRecognizedInTheNextBody() {
        append(userEvent().build());
        String before = text();
        Event giant = userEvent().property("k", "x".repeat(100_000)).build();

        assertThat(encoder.append(giant, body, 10_000, 50_000)).isEqualTo(NO_ROOM);
        assertThat(text()).isEqualTo(before);
        body.reset();
        assertThat(encoder.append(giant, body, 10_000, 50_000)).isEqualTo(TOO_LARGE);
        assertThat(text()).isEqualTo("[]");
        assertThat(encoder.append(giant, body, 10_000, 200_000)).isEqualTo(ADDED);
        assertThat(encoder.append(userEvent().build(), body, 10_000, 200_000)).isEqualTo(NO_ROOM);
        assertThat(body.count()).isEqualTo(1);
    }

    @Test
    void theEncoderGoesOnAfterAGiant() {
        Event giant = userEvent().property("k", "x".repeat(100_000)).build();

        assertThat(encoder.append(giant, body, NO_LIMIT, 10_000)).isEqualTo(TOO_LARGE);
        append(userEvent().build());

        assertThat(text()).isEqualTo("[" + USER_EVENT + "]");
    }

    @Test
    void anEventThatCannotBeWrittenLeavesNoTrace() {
        // Longer than Jackson's buffer: a part of it is written before the time stamp fails.
        Event unwritable = userEvent()
                .property("k", "x".repeat(100_000))
                .timestamp(Instant.MAX)
                .build();

        assertThat(encoder.append(unwritable, body, NO_LIMIT, NO_LIMIT)).isEqualTo(NOT_ENCODABLE);
        append(userEvent().build());
        assertThat(encoder.append(unwritable, body, NO_LIMIT, NO_LIMIT)).isEqualTo(NOT_ENCODABLE);
        append(userEvent().build());

        assertThat(text()).isEqualTo("[" + USER_EVENT + "," + USER_EVENT + "]");
    }

    @Test
    void anyBatchOfAnySizesReadsBackAsItWas() throws IOException {
        Random random = new Random(20260101);
        for (int round = 0; round < 50; round++) {
            body.reset();
            List<String> texts = new ArrayList<>();
            for (int i = random.nextInt(1, 150); i > 0; i--) {
                String text = "é\"".repeat(random.nextInt(random.nextBoolean() ? 10 : 10_000));
                texts.add(text);
                append(llmEvent().property("text", text).build());
            }

            assertThat(events())
                    .extracting(event -> event.get("properties"))
                    .isEqualTo(texts.stream().map(text -> Map.of("text", text)).toList());
        }
    }

    @Test
    void eachEventCanBeWrittenAlone() throws IOException {
        append(userEvent().property("n", 1).build());
        append(llmEvent().build());
        append(userEvent().property("n", 3).build());

        List<String> alone = new ArrayList<>();
        for (int i = 0; i < body.count(); i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            body.writeEventTo(i, out);
            alone.add(out.toString(StandardCharsets.UTF_8));
        }

        assertThat("[" + String.join(",", alone) + "]").isEqualTo(text());
        assertThatThrownBy(() -> body.writeEventTo(3, new ByteArrayOutputStream()))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void anEmptyBodyIsAnEmptyArray() {
        append(userEvent().build());
        body.reset();

        assertThat(text()).isEqualTo("[]");
        assertThat(body.size()).isEqualTo(2);
        assertThat(body.count()).isZero();
    }

    private static UserEvent.Builder userEvent() {
        return UserEvent.builder("user_id", "Sign Up").timestamp(TIME);
    }

    private static LlmEvent.Builder llmEvent() {
        return LlmEvent.builder("user_id", "What is Trubrics?", "x").timestamp(TIME);
    }

    private void append(Event event) {
        assertThat(encoder.append(event, body, NO_LIMIT, NO_LIMIT)).isEqualTo(ADDED);
    }

    private byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            body.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(out.size()).isEqualTo(body.size());
        return out.toByteArray();
    }

    private String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private List<Map<?, ?>> events() throws IOException {
        List<Map<?, ?>> events = new ArrayList<>();
        for (Object event : (List<?>) requireNonNull(ParsedJson.of(bytes()))) {
            events.add((Map<?, ?>) requireNonNull(event));
        }
        return events;
    }

    private Map<?, ?> only() throws IOException {
        assertThat(events()).hasSize(1);
        return events().get(0);
    }

    private static String whole(String text) {
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        StringBuilder whole = new StringBuilder();
        text.codePoints().forEach(c -> whole.appendCodePoint(utf8.canEncode(Character.toString(c)) ? c : 0xFFFD));
        return whole.toString();
    }
}
