package com.trubrics.appender.internal.mapping;

import static com.trubrics.appender.internal.mapping.FakeCall.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.internal.event.EventSize;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.value.Hostile;
import java.nio.CharBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copying stops at {@code maxEventBytes}, wherever the bytes are. */
class EventSizeTest {

    private static final String HUGE = "x".repeat(10 << 20);
    private static final FakeCall SIGN_UP = line().with("user_id", "u").with("event", "Sign Up");
    private static final FakeCall CHAT =
            line().with("user_id", "u").with("prompt", "p").with("generation", "g");

    private final Mapping mapping = Mapping.byDefault();

    @ParameterizedTest
    @MethodSource("tooLarge")
    void whatIsTooLargeIsDroppedOnceAndReported(FakeCall call) {
        assertThat(mapping.map(call)).isNull();

        assertThat(mapping.report.dropped).containsExactly(DropReason.TOO_LARGE);
        assertThat(mapping.report.problems).contains(Problem.TOO_LARGE);
        assertThat(mapping.report.messages.get(mapping.report.messages.size() - 1))
                .contains("maxEventBytes", "1048576", "com.acme.Shop")
                .hasSizeLessThan(300);
        assertThat(mapping.report.ignored).isZero();
    }

    /** Named, because JUnit would otherwise show a call with its endless collection. */
    static Stream<Named<FakeCall>> tooLarge() {
        Map<String, Object> hugeMap = Map.of("a", HUGE);
        return Stream.of(
                Named.of("value", SIGN_UP.with("value", HUGE)),
                Named.of("long list", SIGN_UP.with("value", Collections.nCopies(1 << 21, 1))),
                Named.of("endless list", SIGN_UP.with("value", new Hostile.Endless())),
                Named.of("properties", SIGN_UP.with("properties", hugeMap)),
                Named.of("properties as JSON", SIGN_UP.with("properties", "{\"a\":\"" + HUGE + "\"}")),
                Named.of("properties as text", SIGN_UP.with("properties", HUGE)),
                Named.of("event", SIGN_UP.with("event", HUGE)),
                Named.of("user", SIGN_UP.with("user_id", HUGE)),
                Named.of("text", SIGN_UP.with("text", HUGE)),
                Named.of("text from map", SIGN_UP.with("text", hugeMap)),
                Named.of("MDC property", SIGN_UP.mdc("properties.value", HUGE)),
                Named.of("prompt", CHAT.with("prompt", HUGE)),
                Named.of("prompt from map", CHAT.with("prompt", hugeMap)),
                Named.of("endless generation", CHAT.with("generation", new Hostile.Endless())),
                Named.of("thread", CHAT.with("thread_id", HUGE)),
                Named.of("property of a chat", CHAT.with("value", HUGE)));
    }

    @Test
    void nothingElseIsSaidOfAnEventThatIsTooLarge() {
        mapping.map(SIGN_UP.with("value", new Hostile.Endless()).with("timestamp", "2026-05-06T07:08:09Z"));

        assertThat(mapping.report.problems).containsExactly(Problem.TOO_LARGE);
    }

    @Test
    void manyMiddlingValuesAddUp() {
        FakeCall call = SIGN_UP;
        for (int i = 0; i < 11; i++) {
            call = call.with("value" + i, "x".repeat(100_000));
        }

        assertThat(mapping.map(call)).isNull();
        assertThat(mapping.report.dropped).containsExactly(DropReason.TOO_LARGE);
    }

    @Test
    void whatIsJustSmallEnoughIsAnEvent() {
        Event event = mapping.userEvent(SIGN_UP.with("value", "x".repeat(Mapping.MAX_EVENT_BYTES - 1_000)));

        assertThat(EventSize.asJson(event)).isLessThan(Mapping.MAX_EVENT_BYTES);
    }

    @Test
    void whatIsNotSentDoesNotCount() {
        List<Integer> most = Collections.nCopies(500_000, 1);
        FakeCall call = SIGN_UP.with("timestamp", HUGE)
                .with("properties", Map.of("a", HUGE, "b", new Hostile.Endless()))
                .with("a", most)
                .with("b", 2)
                .with("a", most);

        assertThat(mapping.properties(call)).isEqualTo(Map.of("a", most, "b", 2));
        assertThat(mapping.llmEvent(CHAT.with("latency", HUGE)).latency()).isNull();
        assertThat(mapping.llmEvent(CHAT.with("latency", new Hostile.Endless())).latency())
                .isNull();
    }

    @Test
    void fieldsThatAreContainersCountAsTexts() {
        List<Integer> half = Collections.nCopies(250_000, 1);

        assertThat(mapping.llmEvent(CHAT.with("prompt", half).with("generation", half))
                        .generation())
                .hasSize(500_001);
    }

    @Test
    void propertiesAsJsonCountOnce() {
        String most = "x".repeat(Mapping.MAX_EVENT_BYTES - 1_000);

        assertThat(mapping.properties(SIGN_UP.with("properties", "{\"a\":\"" + most + "\"}")))
                .isEqualTo(Map.of("a", most));
        assertThat(mapping.properties(SIGN_UP.with("properties", most))).isEqualTo(Map.of("properties", most));
    }

    @Test
    void whatIsReadAndNotSentCostsTheEventNothing() {
        assertThat(mapping.userEvent(SIGN_UP.with("timestamp", HUGE)).timestamp())
                .isEqualTo(FakeCall.LOGGED_AT);
        assertThat(mapping.userEvent(SIGN_UP.with("timestamp", CharBuffer.wrap(HUGE)))
                        .timestamp())
                .isEqualTo(FakeCall.LOGGED_AT);
        assertThat(mapping.llmEvent(CHAT.with("latency", HUGE)).latency()).isNull();
        assertThat(mapping.llmEvent(CHAT.with("latency", new Hostile.Endless())).latency())
                .isNull();
        assertThat(mapping.report.dropped).isEmpty();
    }

    @Test
    void cyclesAreCut() {
        Map<String, Object> cyclic = new TreeMap<>();
        cyclic.put("self", cyclic);

        assertThat(mapping.properties(SIGN_UP.with("value", cyclic)))
                .isEqualTo(Map.of("value", Map.of("self", "<cycle>")));
        assertThat(mapping.properties(SIGN_UP.with("properties", cyclic))).isEqualTo(Map.of("self", "<cycle>"));
        assertThat(mapping.llmEvent(CHAT.with("prompt", cyclic)).prompt()).isEqualTo("{\"self\":\"<cycle>\"}");
    }
}
