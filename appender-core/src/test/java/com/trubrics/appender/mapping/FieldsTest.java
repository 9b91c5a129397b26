package com.trubrics.appender.mapping;

import static com.trubrics.appender.mapping.FakeCall.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.config.MappingSettings;
import com.trubrics.appender.config.MappingSettings.Keys;
import com.trubrics.appender.report.Trouble;
import com.trubrics.appender.value.Hostile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields of an event, apart from its properties. */
class FieldsTest {

    private static final FakeCall SIGN_UP = line().with("user_id", "u").with("event", "Sign Up");
    private static final FakeCall CHAT =
            line().with("user_id", "u").with("prompt", "p").with("generation", "g");

    private final Mapping mapping = Mapping.byDefault();

    @Test
    void theNearestUserWins() {
        assertThat(mapping.userEvent(SIGN_UP.mdc("user_id", "far")).userId()).isEqualTo("u");
        assertThat(mapping.userEvent(SIGN_UP.with("user_id", " ").mdc("user_id", "far"))
                        .userId())
                .isEqualTo("far");
    }

    @Test
    void withinASourceTheFirstNameWins() {
        Mapping several = Mapping.with(withUserIds("user_id", "userId", "uid"));
        FakeCall call = line().with("event", "Sign Up");

        assertThat(several.userEvent(call.with("uid", "3").with("userId", "2")).userId())
                .isEqualTo("2");
        assertThat(several.userEvent(call.with("user_id", "").with("uid", "3")).userId())
                .isEqualTo("3");
        assertThat(several.userEvent(call.with("uid", "near").mdc("user_id", "far"))
                        .userId())
                .isEqualTo("near");
    }

    @Test
    void aFieldWithoutANameIsNotRead() {
        Mapping without =
                new Mapping(new MappingSettings(withUserIds(), Mapping.PROPERTIES, List.of(), "everybody", false));

        UserEvent event = without.userEvent(SIGN_UP);

        assertThat(event.userId()).isEqualTo("everybody");
        assertThat(event.properties()).isEqualTo(Map.of("user_id", "u"));
    }

    private static Keys withUserIds(String... names) {
        Keys keys = Mapping.KEYS;
        return new Keys(
                List.of(names),
                keys.event(),
                keys.properties(),
                keys.timestamp(),
                keys.text(),
                keys.prompt(),
                keys.generation(),
                keys.assistantId(),
                keys.latency(),
                keys.threadId());
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void aTextFieldTakesAnyScalar(Object value, String text) {
        assertThat(mapping.userEvent(SIGN_UP.with("user_id", value)).userId()).isEqualTo(text);
    }

    static Stream<Arguments> scalars() {
        UUID id = UUID.randomUUID();
        return Stream.of(
                arguments(42, "42"),
                arguments(new BigDecimal("1.10"), "1.10"),
                arguments(true, "true"),
                arguments(id, id.toString()),
                arguments(Kind.LLM_EVENT, "LLM_EVENT"),
                arguments(Optional.of(7L), "7"),
                arguments('c', "c"),
                arguments(Double.NaN, "NaN"));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aContainerIsNoUserAndIsReported(Object container) {
        assertThat(mapping.userEvent(SIGN_UP.with("user_id", container).mdc("user_id", "far"))
                        .userId())
                .isEqualTo("far");
        assertThat(mapping.report.troubles).containsExactly(Trouble.BAD_FIELD);
        assertThat(mapping.report.messages.get(0))
                .contains("'user_id'", container.getClass().getName())
                .doesNotContain("secret");
    }

    static List<Object> containers() {
        return List.of(Map.of("secret", 1), List.of("secret"), new int[] {1});
    }

    @Test
    void anEventWithoutAUserIsDropped() {
        assertThat(mapping.map(line().with("event", "Sign\nUp").with("secret", 1)))
                .isNull();

        assertThat(mapping.report.ignored).isZero();
        assertThat(mapping.report.dropped).containsExactly(DropReason.MISSING_USER_ID);
        assertThat(mapping.report.troubles).containsExactly(Trouble.MISSING_USER_ID);
        assertThat(mapping.report.messages.get(0))
                .contains("user_id", "'Sign?Up'", "com.acme.Shop", "defaultUserId")
                .doesNotContain("secret");
    }

    @Test
    void anLlmEventWithoutAUserIsDropped() {
        assertThat(mapping.map(line().with("prompt", "secret").with("generation", "secret")))
                .isNull();

        assertThat(mapping.report.dropped).containsExactly(DropReason.MISSING_USER_ID);
        assertThat(mapping.report.messages.get(0)).doesNotContain("secret");
    }

    @Test
    void theDefaultUserStandsInForNone() {
        Mapping withDefault = Mapping.withDefaultUser("somebody");

        assertThat(withDefault.userEvent(line().with("event", "Sign Up")).userId())
                .isEqualTo("somebody");
        assertThat(withDefault.userEvent(SIGN_UP).userId()).isEqualTo("u");
    }

    @Test
    void everyFieldOfAnLlmEventIsRead() {
        LlmEvent event = mapping.llmEvent(CHAT.with("assistant_id", "gpt4o")
                .with("thread_id", 17)
                .with("prompt_event_name", "Question")
                .mdc("generation_event_name", "Answer")
                .with("latency", "2.5")
                .with("timestamp", "2026-05-06T07:08:09Z"));

        assertThat(event.assistantId()).isEqualTo("gpt4o");
        assertThat(event.threadId()).isEqualTo("17");
        assertThat(event.promptEventName()).isEqualTo("Question");
        assertThat(event.generationEventName()).isEqualTo("Answer");
        assertThat(event.latency()).isEqualTo(Duration.ofMillis(2_500));
        assertThat(event.timestamp()).isEqualTo("2026-05-06T07:08:09Z");
        assertThat(event.properties()).isEmpty();
    }

    @Test
    void absentFieldsOfAnLlmEventAreNull() {
        LlmEvent event = mapping.llmEvent(CHAT);

        assertThat(event.assistantId()).isNull();
        assertThat(event.threadId()).isNull();
        assertThat(event.promptEventName()).isNull();
        assertThat(event.generationEventName()).isNull();
        assertThat(event.latency()).isNull();
        assertThat(event.timestamp()).isEqualTo(FakeCall.LOGGED_AT);
    }

    @Test
    void promptGenerationAndTextTakeContainersAsJson() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "user");
        message.put("content", List.of("hi", 1));
        LlmEvent chat = mapping.llmEvent(
                line().with("user_id", "u").with("prompt", List.of(message)).with("generation", new int[] {1, 2}));

        assertThat(chat.prompt()).isEqualTo("[{\"role\":\"user\",\"content\":[\"hi\",1]}]");
        assertThat(chat.generation()).isEqualTo("[1,2]");
        assertThat(mapping.properties(SIGN_UP.with("text", Map.of("a", true))))
                .isEqualTo(Map.of("$text", "{\"a\":true}"));
        assertThat(mapping.report.troubles).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-05-06T07:08:09Z",
                " 2026-05-06T07:08:09.000000000Z ",
                "2026-05-06T09:08:09+02:00",
                "2026-05-06T07:08:09.000000+00:00",
                "2026-05-06t07:08:09z",
                "2026-05-06T09:08:09+02"
            })
    void aTimestampIsAnIsoInstantOrOffsetDateTime(String text) {
        assertThat(mapping.userEvent(SIGN_UP.with("timestamp", text)).timestamp())
                .isEqualTo("2026-05-06T07:08:09Z");
        assertThat(mapping.report.troubles).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aTimestampMayBeAJavaTimeValue(Object moment) {
        assertThat(mapping.userEvent(SIGN_UP.with("timestamp", moment)).timestamp())
                .isEqualTo("2026-05-06T07:08:09Z");
        assertThat(mapping.userEvent(SIGN_UP.mdc("timestamp", moment)).properties())
                .isEmpty();
    }

    static List<Object> moments() {
        OffsetDateTime moment = OffsetDateTime.of(2026, 5, 6, 9, 8, 9, 0, ZoneOffset.ofHours(2));
        return List.of(moment.toInstant(), moment, moment.toZonedDateTime(), Optional.of(moment.toInstant()));
    }

    @ParameterizedTest
    @MethodSource("badTimestamps")
    void aBadTimestampIsReportedAndTheLinesOwnIsUsed(Object bad, String shown) {
        UserEvent event = mapping.userEvent(SIGN_UP.with("timestamp", bad).mdc("timestamp", "2026-05-06T07:08:09Z"));

        assertThat(event.timestamp()).isEqualTo(FakeCall.LOGGED_AT);
        assertThat(event.properties()).isEmpty();
        assertThat(mapping.report.troubles).containsExactly(Trouble.BAD_TIMESTAMP);
        assertThat(mapping.report.messages.get(0)).contains("'timestamp'", shown);
    }

    /** What an application may well log. */
    private static final class ThrowingMoment implements TemporalAccessor {
        @Override
        public boolean isSupported(TemporalField field) {
            throw new IllegalStateException("made for the test");
        }

        @Override
        public long getLong(TemporalField field) {
            throw new IllegalStateException("made for the test");
        }

        @Override
        public String toString() {
            return "a moment of somebody's own";
        }
    }

    static Stream<Arguments> badTimestamps() {
        return Stream.of(
                arguments("yesterday", "'yesterday'"),
                arguments("2026-05-06T07:08:09", "'2026-05-06T07:08:09'"),
                arguments("2026-02-30T07:08:09Z", "'2026-02-30T07:08:09Z'"),
                arguments("+10000-01-01T00:00:00Z", "'+10000-01-01T00:00:00Z'"),
                arguments("-0001-01-01T00:00:00Z", "'-0001-01-01T00:00:00Z'"),
                arguments(Instant.MAX, "'+1000000000-12-31T23:59:59.999999999Z'"),
                arguments(Instant.MIN, "'-1000000000-01-01T00:00:00Z'"),
                arguments(ZonedDateTime.of(10_000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), "'+10000-01-01T00:00Z'"),
                arguments(LocalDateTime.of(2026, 5, 6, 7, 8), "'2026-05-06T07:08'"),
                arguments(new AtomicLong(5), "'5'"),
                arguments(new ThrowingMoment(), "'a moment of somebody's own'"),
                arguments(1_700_000_000L, "'1700000000'"),
                arguments("x".repeat(1_000), "'" + "x".repeat(100) + "...'"),
                arguments("2026\n[ERROR] forged", "'2026?[ERROR] forged'"),
                arguments(Map.of("secret", 1), "a java.util.ImmutableCollections"));
    }

    @ParameterizedTest
    @MethodSource("latencies")
    void aLatencyIsSecondsOrADuration(Object value, Duration latency) {
        assertThat(mapping.llmEvent(CHAT.with("latency", value)).latency()).isEqualTo(latency);
        assertThat(mapping.report.troubles).isEmpty();
    }

    static Stream<Arguments> latencies() {
        return Stream.of(
                arguments(2, Duration.ofSeconds(2)),
                arguments(0, Duration.ZERO),
                arguments(0.1, Duration.ofMillis(100)),
                arguments(0.25f, Duration.ofMillis(250)),
                arguments(new BigDecimal("1.234567891"), Duration.ofNanos(1_234_567_891)),
                arguments("3", Duration.ofSeconds(3)),
                arguments(" 0.5 ", Duration.ofMillis(500)),
                arguments("1e-3", Duration.ofMillis(1)),
                arguments("PT1.5S", Duration.ofMillis(1_500)),
                arguments("pt2m", Duration.ofMinutes(2)),
                arguments(Duration.ofMillis(7), Duration.ofMillis(7)),
                arguments(Optional.of(1), Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("badLatencies")
    void aBadLatencyIsLeftOutAndReported(Object bad) {
        LlmEvent event = mapping.llmEvent(CHAT.with("latency", bad));

        assertThat(event.latency()).isNull();
        assertThat(event.properties()).isEmpty();
        assertThat(mapping.report.troubles).containsExactly(Trouble.BAD_LATENCY);
        assertThat(mapping.report.messages.get(0)).contains("'latency'");
    }

    static List<Object> badLatencies() {
        return List.of(
                -1,
                -0.001,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                "NaN",
                "Infinity",
                "-2",
                "soon",
                "5d",
                "0x10",
                "1e999999999",
                "1e99999999999",
                "1".repeat(101),
                "PT-1S",
                "-PT1S",
                "P1Y",
                Duration.ofSeconds(-1),
                Duration.ofSeconds(Long.MAX_VALUE),
                new BigDecimal("1e1000000000"),
                true,
                List.of(1));
    }

    @Test
    void whatTheCallHasTwiceCountsAsTheLast() {
        UserEvent event =
                mapping.userEvent(SIGN_UP.with("event", "Later").with("a", 1).with("a", 2));

        assertThat(event.event()).isEqualTo("Later");
        assertThat(event.properties()).isEqualTo(Map.of("a", 2));
    }

    @Test
    void aTextThatThrowsIsSentAsUnreadable() {
        Object thrower = new Hostile.Thrower(IllegalStateException::new);

        assertThat(mapping.userEvent(SIGN_UP.with("event", thrower)).event())
                .isEqualTo("<unreadable: com.trubrics.appender.value.Hostile$Thrower>");
    }

    @Test
    void aPromptIsCopiedWhenTheLineIsLogged() {
        List<Object> messages = new ArrayList<>(List.of("first"));
        LlmEvent event = mapping.llmEvent(
                line().with("user_id", "u").with("prompt", messages).with("generation", "g"));
        messages.add("later");

        assertThat(event.prompt()).isEqualTo("[\"first\"]");
    }
}
