package com.trubrics.appender.internal.mapping;

import static com.trubrics.appender.internal.mapping.FakeCall.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.MappingSettings.Keys;
import com.trubrics.appender.internal.config.MappingSettings.TimestampUnit;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.value.Freezer;
import com.trubrics.appender.internal.value.Hostile;
import com.trubrics.appender.spi.LogCallReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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
        Mapping without = new Mapping(new MappingSettings(
                withUserIds(), Mapping.PROPERTIES, List.of(), "everybody", false, TimestampUnit.NONE));

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
                arguments(Double.NaN, "NaN"),
                arguments(42.0, "42"),
                arguments(-0.0, "0"),
                arguments(42.0f, "42"),
                arguments(1e15, "1000000000000000"),
                arguments(42.5, "42.5"),
                arguments(new BigDecimal("42.0"), "42"),
                arguments(new BigDecimal("4.2E+1"), "42"),
                arguments(new BigDecimal("1E+1000000"), "1E+1000000"),
                arguments(OptionalDouble.of(42), "42"),
                arguments(OptionalLong.of(7), "7"),
                arguments(new AtomicLong(7), "7"),
                arguments("42.0", "42.0"),
                arguments(" u1\t", "u1"),
                arguments(CharBuffer.wrap(" u1 "), "u1"),
                arguments("Optional[u1]", "u1"),
                arguments("Optional[Optional[ u1 ]]", "u1"),
                arguments("OptionalInt[7]", "7"),
                arguments("Optional", "Optional"),
                arguments("Optional[u", "Optional[u"),
                arguments("nullable", "nullable"),
                arguments("bob@cafe", "bob@cafe"),
                arguments("john.doe@beef", "john.doe@beef"),
                arguments("John Doe.Jr@beef", "John Doe.Jr@beef"),
                arguments("com.acme.User@example", "com.acme.User@example"));
    }

    @ParameterizedTest
    @MethodSource("nobodies")
    void whatIsNobodysTextIsAbsent(@Nullable Object nobody) {
        Mapping several = Mapping.with(withUserIds("user_id", "uid"));
        FakeCall call = line().with("event", "Sign Up").with("user_id", nobody);

        assertThat(several.userEvent(call.with("uid", "next")).userId()).isEqualTo("next");
        assertThat(several.userEvent(call.mdc("user_id", "far")).userId()).isEqualTo("far");
        assertThat(several.userEvent(call.mdc("user_id", nobody).mdc("uid", "far"))
                        .userId())
                .isEqualTo("far");
        assertThat(Mapping.withDefaultUser("somebody").userEvent(call).userId()).isEqualTo("somebody");
        assertThat(several.map(call)).isNull();
        assertThat(several.report.dropped).containsExactly(DropReason.MISSING_USER_ID);
    }

    static List<@Nullable Object> nobodies() {
        return Arrays.asList(
                null,
                "null",
                " null ",
                "Optional.empty",
                "Optional[null]",
                "Optional[]",
                "OptionalLong.empty",
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.of(OptionalInt.empty()),
                CharBuffer.wrap("null"),
                CharBuffer.wrap(" "));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void anObjectWithoutATextOfItsOwnIsNobodyAndIsReported(Object object) {
        assertThat(mapping.userEvent(SIGN_UP.with("user_id", object).mdc("user_id", "far"))
                        .userId())
                .isEqualTo("far");
        assertThat(mapping.report.problems).containsExactly(Problem.BAD_FIELD);
        assertThat(mapping.report.messages.get(0))
                .contains("'user_id'", "com.acme.Shop", "toString()")
                .doesNotContain("@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"john.Doe@ad", "John.Smith@face", "a.B@1", "a.B@1[2]", "Max.Mustermann@de", "max.Mustermann@dead"
            })
    void anAddressIsAUser(String address) {
        assertThat(mapping.userEvent(SIGN_UP.with("user_id", address)).userId()).isEqualTo(address);
    }

    static List<Object> objects() {
        Runnable lambda = () -> {};
        return List.of(
                new Object(),
                new Mapping(new MappingSettings(
                        withUserIds(), Mapping.PROPERTIES, List.of(), null, false, TimestampUnit.NONE)),
                lambda,
                "java.lang.Object@7fb9",
                " com.acme.User$Id@1b6d3586 ",
                "Optional[com.acme.User@1b6d3586]",
                "com.acme.User@1b6d3586[id=7,mail=bob@example.org]",
                new CompletableFuture<String>(),
                "[I@1b6d3586",
                "[Ljava.lang.String;@1b6d3586");
    }

    @Test
    void aListThatARuleHasReadFromJsonIsCalledSo() {
        Object list = new Freezer(1_000).freeze(List.of("a"));

        assertThat(mapping.map(SIGN_UP.with("user_id", list))).isNull();
        assertThat(mapping.report.messages.get(0)).contains("'user_id' (a JSON array)");
    }

    @Test
    void aUserThatCannotBeReadIsAbsentAndReported() {
        Object thrower = new Hostile.Thrower(IllegalStateException::new);

        assertThat(mapping.userEvent(SIGN_UP.with("user_id", thrower).mdc("user_id", "far"))
                        .userId())
                .isEqualTo("far");
        assertThat(mapping.report.problems).containsExactly(Problem.BAD_FIELD);
        assertThat(mapping.report.messages.get(0))
                .contains("'user_id'", thrower.getClass().getName());
        assertThat(mapping.map(SIGN_UP.with("user_id", thrower))).isNull();
        assertThat(mapping.report.dropped).containsExactly(DropReason.MISSING_USER_ID);
    }

    @Test
    void theTextOfAnOptionalIsWhatItHolds() {
        LlmEvent event = mapping.llmEvent(CHAT.mdc("assistant_id", "Optional[gpt4o]")
                .mdc("thread_id", "null")
                .mdc("prompt_event_name", "Optional.empty")
                .mdc("latency", "OptionalDouble[2.5]")
                .mdc("timestamp", "Optional[2026-05-06T07:08:09Z]")
                .mdc("properties", "Optional[{\"plan\":\"pro\"}]"));

        assertThat(event.assistantId()).isEqualTo("gpt4o");
        assertThat(event.threadId()).isNull();
        assertThat(event.promptEventName()).isNull();
        assertThat(event.latency()).isEqualTo(Duration.ofMillis(2_500));
        assertThat(event.timestamp()).isEqualTo("2026-05-06T07:08:09Z");
        assertThat(event.properties()).isEqualTo(Map.of("plan", "pro"));
        mapping.llmEvent(CHAT.mdc("latency", "null").mdc("timestamp", "null").mdc("properties", "null"));
        assertThat(mapping.report.problems).isEmpty();
    }

    @Test
    void proseIsTakenWordForWord() {
        LlmEvent event = mapping.llmEvent(
                line().with("user_id", "u").with("prompt", "null").with("generation", " Optional[a] "));

        assertThat(event.prompt()).isEqualTo("null");
        assertThat(event.generation()).isEqualTo(" Optional[a] ");
        assertThat(mapping.properties(SIGN_UP.with("text", "null"))).isEqualTo(Map.of("$text", "null"));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aContainerIsNoUserAndIsReported(Object container) {
        assertThat(mapping.userEvent(SIGN_UP.with("user_id", container).mdc("user_id", "far"))
                        .userId())
                .isEqualTo("far");
        assertThat(mapping.report.problems).containsExactly(Problem.BAD_FIELD);
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
        assertThat(mapping.report.problems).containsExactly(Problem.MISSING_USER_ID);
        assertThat(mapping.report.messages.get(0))
                .contains("user_id", "com.acme.Shop", "defaultUserId")
                .doesNotContain("secret", "Sign");
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
        assertThat(mapping.report.problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-05-06T07:08:09Z",
                " 2026-05-06T07:08:09.000000000Z ",
                "2026-05-06T09:08:09+02:00",
                "2026-05-06T07:08:09.000000+00:00",
                "2026-05-06t07:08:09z",
                "2026-05-06T09:08:09+02",
                "2026-05-06T09:08:09+0200",
                "2026-05-06T09:08:39+02:00:30",
                "2026-05-06T07:08:09-00:00",
                "2026-05-06T07:08:09.Z",
                "2026-05-06T07:08:09,000Z",
                "2026-05-06T07:08:09.0000000009999Z",
                "2026-05-06T09:08:09+02:00[Europe/Paris]",
                "2026-05-06T07:08:09Z[UTC]"
            })
    void aTimestampIsAnIsoInstantOrOffsetDateTime(String text) {
        assertThat(mapping.userEvent(SIGN_UP.with("timestamp", text)).timestamp())
                .isEqualTo("2026-05-06T07:08:09Z");
        assertThat(mapping.report.problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2016-12-31T23:59:60Z,             2016-12-31T23:59:59Z",
        "2016-12-31T23:59:60.5+02:00,      2016-12-31T21:59:59.5Z",
        "2026-05-06T24:00:00Z,             2026-05-07T00:00:00Z",
        "2026-12-31T24:00:00.000-01:00,    2027-01-01T01:00:00Z",
        "2026-05-06T07:08Z,                2026-05-06T07:08:00Z",
        "'2026-05-06T07:08:09,123456789Z', 2026-05-06T07:08:09.123456789Z",
        "2026-05-06T07:08:09.12345678999Z, 2026-05-06T07:08:09.123456789Z",
        "0001-01-01T00:00:00Z,             0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z,   9999-12-31T23:59:59.999999999Z",
    })
    void aTimestampIsReadAsFarAsTextGoes(String text, Instant moment) {
        assertThat(mapping.userEvent(SIGN_UP.with("timestamp", text)).timestamp())
                .isEqualTo(moment);
        assertThat(mapping.report.problems).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aTimestampMayBeAMoment(Object moment) {
        assertThat(mapping.userEvent(SIGN_UP.with("timestamp", moment)).timestamp())
                .isEqualTo("2026-05-06T07:08:09Z");
        assertThat(mapping.userEvent(SIGN_UP.mdc("timestamp", moment)).properties())
                .isEmpty();
        assertThat(mapping.report.problems).isEmpty();
    }

    static List<Object> moments() {
        OffsetDateTime moment = OffsetDateTime.of(2026, 5, 6, 9, 8, 9, 0, ZoneOffset.ofHours(2));
        return List.of(
                moment.toInstant(),
                moment,
                moment.toZonedDateTime(),
                Optional.of(moment.toInstant()),
                Date.from(moment.toInstant()),
                java.sql.Timestamp.from(moment.toInstant()),
                GregorianCalendar.from(moment.toZonedDateTime()),
                FileTime.from(moment.toInstant()));
    }

    @Test
    void aTimestampOfADatabaseKeepsItsNanoseconds() {
        Instant exact = Instant.parse("2026-05-06T07:08:09.123456789Z");

        assertThat(mapping.userEvent(SIGN_UP.with("timestamp", java.sql.Timestamp.from(exact)))
                        .timestamp())
                .isEqualTo(exact);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumberIsATimestampWhereItsUnitIsConfigured(Object number, TimestampUnit unit, String moment) {
        Mapping counting = Mapping.with(unit);

        assertThat(counting.userEvent(SIGN_UP.with("timestamp", number)).timestamp())
                .isEqualTo(moment);
        assertThat(counting.userEvent(SIGN_UP.with("timestamp", moment)).timestamp())
                .isEqualTo(moment);
        assertThat(counting.report.problems).isEmpty();
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                arguments(1_700_000_000, TimestampUnit.S, "2023-11-14T22:13:20Z"),
                arguments("1700000000", TimestampUnit.S, "2023-11-14T22:13:20Z"),
                arguments(" 1700000000.25 ", TimestampUnit.S, "2023-11-14T22:13:20.250Z"),
                arguments(1_700_000_000.5, TimestampUnit.S, "2023-11-14T22:13:20.500Z"),
                arguments(new BigDecimal("1700000000.123456789"), TimestampUnit.S, "2023-11-14T22:13:20.123456789Z"),
                arguments(-1.5, TimestampUnit.S, "1969-12-31T23:59:58.500Z"),
                arguments(1_700_000_000_123L, TimestampUnit.MS, "2023-11-14T22:13:20.123Z"),
                arguments("1700000000123", TimestampUnit.MS, "2023-11-14T22:13:20.123Z"),
                arguments(new AtomicLong(1_700_000_000_123L), TimestampUnit.MS, "2023-11-14T22:13:20.123Z"),
                arguments(OptionalLong.of(0), TimestampUnit.MS, "1970-01-01T00:00:00Z"),
                arguments(BigInteger.ZERO, TimestampUnit.MS, "1970-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @MethodSource("noNumbers")
    void aNumberBeyondTheYearsIsNoTimestamp(Object bad) {
        for (TimestampUnit unit : List.of(TimestampUnit.S, TimestampUnit.MS)) {
            Mapping counting = Mapping.with(unit);

            assertThat(counting.userEvent(SIGN_UP.with("timestamp", bad)).timestamp())
                    .isEqualTo(FakeCall.LOGGED_AT);
            assertThat(counting.report.problems).containsExactly(Problem.BAD_TIMESTAMP);
            assertThat(counting.report.messages.get(0)).doesNotContain("timestampUnit");
        }
    }

    static List<Object> noNumbers() {
        return List.of(
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                1e300,
                "1e999999999",
                "1e-999999999",
                new BigDecimal("1e-999999999"),
                BigInteger.ONE.shiftLeft(10_000_000),
                "9".repeat(101),
                "0x10",
                true);
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

    @ParameterizedTest
    @MethodSource("badTimestamps")
    void aBadTimestampIsReportedAndTheLinesOwnIsUsed(Object bad) {
        UserEvent event = mapping.userEvent(SIGN_UP.with("timestamp", bad).mdc("timestamp", "2026-05-06T07:08:09Z"));

        assertThat(event.timestamp()).isEqualTo(FakeCall.LOGGED_AT);
        assertThat(event.properties()).isEmpty();
        assertThat(mapping.report.problems).containsExactly(Problem.BAD_TIMESTAMP);
        assertThat(mapping.report.messages.get(0))
                .contains("'timestamp'", "com.acme.Shop")
                .contains(
                        bad instanceof String text
                                ? text.length() + " characters"
                                : bad.getClass().getName())
                .doesNotContain(bad.toString());
    }

    static List<Object> badTimestamps() {
        return List.of(
                "yesterday",
                "2026-05-06",
                "2026-05-06T07:08:09",
                "2026-05-06 07:08:09Z",
                "2026-02-30T07:08:09Z",
                "2026-05-06T24:00:01Z",
                "2026-05-06T25:00:00Z",
                "2026-05-06T07:59:60Z",
                "2026-05-06T07:08:09+19:00",
                "2026-05-06T07:08:09[Europe/Paris]",
                "+10000-01-01T00:00:00Z",
                "12026-05-06T07:08:09Z",
                "0000-12-31T23:59:59Z",
                "0001-01-01T00:00:00+00:01",
                "-0001-01-01T00:00:00Z",
                Instant.MAX,
                Instant.MIN,
                ZonedDateTime.of(10_000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
                Date.from(Instant.ofEpochMilli(Long.MAX_VALUE)),
                LocalDateTime.of(2026, 5, 6, 7, 8),
                java.sql.Date.valueOf("2026-05-06"),
                new ThrowingMoment(),
                "x".repeat(1_000),
                "2026\n[ERROR] forged",
                Map.of("secret", 1));
    }

    @ParameterizedTest
    @MethodSource("bareNumbers")
    void aBareNumberIsNoTimestampAndTheReportNamesTheOption(Object number) {
        assertThat(mapping.userEvent(SIGN_UP.with("timestamp", number)).timestamp())
                .isEqualTo(FakeCall.LOGGED_AT);
        assertThat(mapping.report.problems).containsExactly(Problem.BAD_TIMESTAMP);
        assertThat(mapping.report.messages.get(0)).contains("timestampUnit").doesNotContain("17");
    }

    static List<Object> bareNumbers() {
        return List.of(1_700_000_000L, "1700000000123", 1.7e9, new AtomicLong(1_700_000_000L), "-17.5");
    }

    @ParameterizedTest
    @MethodSource("latencies")
    void aLatencyIsSecondsOrADuration(Object value, Duration latency) {
        assertThat(mapping.llmEvent(CHAT.with("latency", value)).latency()).isEqualTo(latency);
        assertThat(mapping.report.problems).isEmpty();
    }

    static Stream<Arguments> latencies() {
        return Stream.of(
                arguments(2, Duration.ofSeconds(2)),
                arguments(0, Duration.ZERO),
                arguments(0.1, Duration.ofMillis(100)),
                arguments(0.25f, Duration.ofMillis(250)),
                arguments(0.1f, Duration.ofMillis(100)),
                arguments(OptionalDouble.of(0.1), Duration.ofMillis(100)),
                arguments(600, Duration.ofMinutes(10)),
                arguments("PT24M", Duration.ofMinutes(24)),
                arguments(Duration.ofMinutes(24), Duration.ofMinutes(24)),
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
        assertThat(mapping.report.problems).containsExactly(Problem.BAD_LATENCY);
        assertThat(mapping.report.messages.get(0))
                .contains("'latency'", "com.acme.Shop")
                .doesNotContain("'" + bad + "'");
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
    void anEmptyOptionalNumberIsNoLatency() {
        FakeCall call = CHAT.with("latency", OptionalDouble.empty());

        assertThat(mapping.llmEvent(call).latency()).isNull();
        assertThat(mapping.llmEvent(call.mdc("latency", 2)).latency()).isEqualTo(Duration.ofSeconds(2));
        assertThat(mapping.llmEvent(CHAT.with("latency", Optional.of(OptionalInt.empty())))
                        .latency())
                .isNull();
        assertThat(mapping.report.problems).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("millis")
    void aLatencyMayBeInMilliseconds(Object value, Duration latency) {
        LlmEvent event = mapping.llmEvent(CHAT.with("latency_ms", value));

        assertThat(event.latency()).isEqualTo(latency);
        assertThat(event.properties()).isEmpty();
        assertThat(mapping.report.problems).isEmpty();
    }

    static Stream<Arguments> millis() {
        return Stream.of(
                arguments(1_400, Duration.ofMillis(1_400)),
                arguments(0.5f, Duration.ofNanos(500_000)),
                arguments(" 1400.25 ", Duration.ofNanos(1_400_250_000)),
                arguments(900_000, Duration.ofMinutes(15)),
                arguments(Duration.ofSeconds(2), Duration.ofSeconds(2)),
                arguments("PT2S", Duration.ofSeconds(2)));
    }

    @Test
    void millisecondsAreAnAlternativeToSeconds() {
        assertThat(mapping.llmEvent(CHAT.with("latency_ms", 1).with("latency", 2))
                        .latency())
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(mapping.llmEvent(CHAT.with("latency_ms", 1).mdc("latency", 2))
                        .latency())
                .isEqualTo(Duration.ofMillis(1));
        assertThat(mapping.llmEvent(CHAT.with("latency", "").mdc("latency_ms", "1"))
                        .latency())
                .isEqualTo(Duration.ofMillis(1));
        assertThat(mapping.properties(SIGN_UP.with("latency_ms", 1))).isEqualTo(Map.of("latency_ms", 1));
    }

    @ParameterizedTest
    @MethodSource("doubtful")
    void secondsThatLookLikeMillisecondsAreSentAndReported(Object value, Duration latency) {
        assertThat(mapping.llmEvent(CHAT.with("latency", value)).latency()).isEqualTo(latency);
        assertThat(mapping.report.problems).containsExactly(Problem.BAD_LATENCY);
        assertThat(mapping.report.messages.get(0))
                .contains("'latency'", "latency_ms")
                .doesNotContain("1400");
    }

    static Stream<Arguments> doubtful() {
        return Stream.of(
                arguments(1_400, Duration.ofSeconds(1_400)),
                arguments("1400", Duration.ofSeconds(1_400)),
                arguments(601.5, Duration.ofMillis(601_500)));
    }

    @Test
    void aPromptIsCopiedWhenTheLineIsLogged() {
        List<Object> messages = new ArrayList<>(List.of("first"));
        LlmEvent event = mapping.llmEvent(
                line().with("user_id", "u").with("prompt", messages).with("generation", "g"));
        messages.add("later");

        assertThat(event.prompt()).isEqualTo("[\"first\"]");
    }

    /** Counts what an event asks its call for. */
    private static final class Counting extends FakeCall.Reader {
        final List<String> ownLookups = new ArrayList<>();
        final List<String> contextLookups = new ArrayList<>();
        int contextVisits;

        @Override
        public @Nullable Object field(FakeCall call, String name) {
            ownLookups.add(name);
            return super.field(call, name);
        }

        @Override
        public @Nullable Object contextValue(FakeCall call, String name) {
            contextLookups.add(name);
            return super.contextValue(call, name);
        }

        @Override
        public void forEachContextValue(FakeCall call, BiConsumer<? super String, @Nullable Object> action) {
            contextVisits++;
            super.forEachContextValue(call, action);
        }
    }

    @Test
    void anEventLooksUpOnlyWhatIsThere() {
        Counting reader = new Counting();
        FakeCall call = line().with("event", "Sign Up")
                .with("plan", "pro")
                .mdc("user_id", "u")
                .mdc("request_id", "r");

        assertThat(mapper(reader).map(call, mapping.report)).isNotNull();

        assertThat(reader.ownLookups).containsExactly("event");
        assertThat(reader.contextLookups).containsExactly("user_id");
        assertThat(reader.contextVisits).isEqualTo(1);
    }

    @Test
    void aKeyOfTheMdcThatIsNullHidesNoOther() {
        FakeCall call = line().with("event", "Sign Up").mdc("user_id", "u");
        Map<String, @Nullable Object> withNull = new LinkedHashMap<>(Map.of("user_id", "u"));
        withNull.put(null, "lost");
        FakeCall.Reader reader = new FakeCall.Reader() {
            @Override
            public void forEachContextValue(FakeCall of, BiConsumer<? super String, @Nullable Object> action) {
                withNull.forEach(action);
            }
        };

        assertThat(mapper(reader).map(call, mapping.report)).isNotNull();
        assertThat(mapping.report.problems).isEmpty();
    }

    @Test
    void anMdcThatCannotBeVisitedIsLookedUpByName() {
        FakeCall call = line().with("event", "Sign Up").mdc("user_id", "u").mdc("text", "Great");
        FakeCall.Reader reader = new FakeCall.Reader() {
            @Override
            public void forEachContextValue(FakeCall of, BiConsumer<? super String, @Nullable Object> action) {
                throw new IllegalStateException("another library's map");
            }
        };

        Event event = mapper(reader).map(call, mapping.report);

        assertThat(event).isNotNull().returns("u", Event::userId);
        assertThat(event.properties()).isEqualTo(Map.of("$text", "Great"));
        assertThat(mapping.report.problems).containsExactly(Problem.BAD_FIELD);
    }

    private static EventMapper<FakeCall> mapper(LogCallReader<FakeCall> reader) {
        return new EventMapper<>(
                new MappingSettings(Mapping.KEYS, Mapping.PROPERTIES, List.of(), null, false, TimestampUnit.NONE),
                Mapping.LIMITS,
                reader);
    }
}
