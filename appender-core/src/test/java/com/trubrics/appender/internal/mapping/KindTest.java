package com.trubrics.appender.internal.mapping;

import static com.trubrics.appender.internal.mapping.FakeCall.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.MappingSettings.TimestampUnit;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.value.Hostile;
import com.trubrics.appender.spi.LogCallReader;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls become events, and of which kind. */
class KindTest {

    private final Mapping mapping = Mapping.byDefault();

    @Test
    void aLineWithoutFieldsIsNotOurs() {
        mapping.assertNotOurs(line());
        mapping.assertNotOurs(line().with("order", 1).mdc("request", "r"));
    }

    @Test
    void aUserAloneMakesNoEvent() {
        mapping.assertNotOurs(line().with("user_id", "u").mdc("user_id", "u"));
    }

    @Test
    void anEventOnTheCallIsAUserEvent() {
        assertThat(mapping.userEvent(line().mdc("user_id", "u").with("event", "Sign Up"))
                        .event())
                .isEqualTo("Sign Up");
    }

    @Test
    void anEventInTheMdcIsAUserEvent() {
        assertThat(mapping.userEvent(line().with("user_id", "u").mdc("event", "Sign Up"))
                        .event())
                .isEqualTo("Sign Up");
    }

    @ParameterizedTest
    @MethodSource("absent")
    void whatIsAbsentNamesNothing(@Nullable Object absent) {
        mapping.assertNotOurs(line().with("user_id", "u").with("event", absent));
        mapping.assertNotOurs(line().with("user_id", "u").mdc("event", absent));
        mapping.assertNotOurs(line().with("user_id", "u").with("prompt", absent).with("generation", "g"));
        mapping.assertNotOurs(line().with("user_id", "u").mdc("prompt", "p").mdc("generation", absent));
        assertThat(mapping.userEvent(line().with("user_id", "u")
                                .with("event", absent)
                                .mdc("event", "Far"))
                        .event())
                .isEqualTo("Far");
    }

    static List<@Nullable Object> absent() {
        List<@Nullable Object> values = new ArrayList<>(
                List.of("", " \t\n", Optional.empty(), Optional.of(" "), CharBuffer.wrap(" "), OptionalInt.empty()));
        values.add(null);
        return values;
    }

    @Test
    void anEventNameThatIsAContainerNamesNothing() {
        mapping.assertNotOurs(line().with("user_id", "u").with("event", Map.of("type", "click")));
        mapping.assertNotOurs(line().with("user_id", "u").with("event", List.of("click")));
        mapping.assertNotOurs(line().with("user_id", "u").with("event", new int[] {1}));
    }

    @Test
    void anEventNameMayBeAnyScalar() {
        assertThat(mapping.userEvent(line().with("user_id", 7).with("event", Kind.USER_EVENT))
                        .event())
                .isEqualTo("USER_EVENT");
        assertThat(mapping.userEvent(line().with("user_id", 7).with("event", Optional.of(42)))
                        .event())
                .isEqualTo("42");
    }

    @ParameterizedTest
    @MethodSource("absent")
    void aCallThatHasBothKeysMayHaveAnEmptyGeneration(@Nullable Object nothing) {
        FakeCall refusal = line().with("user_id", "u").with("prompt", "p").with("generation", nothing);

        assertThat(mapping.llmEvent(refusal).generation()).isEmpty();
        assertThat(mapping.llmEvent(refusal.mdc("prompt", "old").mdc("generation", "old"))
                        .generation())
                .isEmpty();
        assertThat(mapping.llmEvent(refusal.with("event", "Chat")).properties()).isEqualTo(Map.of("event", "Chat"));
        assertThat(mapping.report.problems).isEmpty();
    }

    @Test
    void ofSeveralNamesForTheGenerationAnyMakesItTheCalls() {
        Mapping several = Mapping.with(new MappingSettings.Keys(
                Mapping.KEYS.userId(),
                Mapping.KEYS.event(),
                Mapping.KEYS.properties(),
                Mapping.KEYS.timestamp(),
                Mapping.KEYS.text(),
                Mapping.KEYS.prompt(),
                List.of("generation", "answer"),
                Mapping.KEYS.assistantId(),
                Mapping.KEYS.latency(),
                Mapping.KEYS.threadId()));
        FakeCall asked = line().with("user_id", "u").with("prompt", "p");

        assertThat(several.llmEvent(asked.with("answer", null)).generation()).isEmpty();
        assertThat(several.llmEvent(asked.with("generation", "").with("answer", "a"))
                        .generation())
                .isEqualTo("a");
    }

    @Test
    void promptAndGenerationComeFromTheSourceThatDecided() {
        LlmEvent event = mapping.llmEvent(line().mdc("user_id", "u")
                .mdc("prompt", "old")
                .mdc("generation", "older")
                .with("prompt", "new"));

        assertThat(event.prompt()).isEqualTo("old");
        assertThat(event.generation()).isEqualTo("older");
        assertThat(event.properties()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("noNames")
    void whatNamesNoEventWhenItIsReadLeavesTheDecisionToWhatIsBehind(Object none) {
        FakeCall call = line().mdc("user_id", "u").with("event", none);
        FakeCall exchange = call.mdc("prompt", "p").mdc("generation", "g");

        assertThat(mapping.map(call)).isNull();
        assertThat(mapping.report.ignored).isEqualTo(1);
        assertThat(mapping.userEvent(call.mdc("event", "Far")).event()).isEqualTo("Far");
        assertThat(mapping.llmEvent(exchange).prompt()).isEqualTo("p");
        assertThat(mapping.llmEvent(exchange.mdc("event", none)).properties()).isEmpty();
        assertThat(Mapping.withEventFromMessage()
                        .userEvent(call.mdc("event", none).message("Order placed"))
                        .event())
                .isEqualTo("Order placed");
        assertThat(mapping.report.dropped).isEmpty();
    }

    static List<Object> noNames() {
        return List.of(
                CharBuffer.wrap(" "),
                CharBuffer.wrap("null"),
                "null",
                "Optional.empty",
                new Hostile.Thrower(IllegalStateException::new),
                Optional.of(new Hostile.Thrower(StackOverflowError::new)));
    }

    @Test
    void anEventNameThatCannotBeReadIsReportedByItsType() {
        mapping.map(line().mdc("user_id", "u").with("event", new Hostile.Thrower(IllegalStateException::new)));

        assertThat(mapping.report.problems).containsExactly(Problem.BAD_FIELD);
        assertThat(mapping.report.messages.get(0))
                .contains("'event'", Hostile.Thrower.class.getName(), "com.acme.Shop");
    }

    @Test
    void aPromptThatTurnsOutBlankLeavesTheDecisionToTheEventBesideIt() {
        FakeCall call =
                line().with("user_id", "u").with("prompt", CharBuffer.wrap(" ")).with("generation", "g");

        assertThat(mapping.userEvent(call.with("event", "Sign Up")).event()).isEqualTo("Sign Up");
        assertThat(mapping.llmEvent(call.mdc("prompt", "p").mdc("generation", "g2"))
                        .generation())
                .isEqualTo("g2");
    }

    @Test
    void aPromptThatCannotBeReadStillMakesAnLlmEvent() {
        assertThat(mapping.llmEvent(line().with("user_id", "u")
                                .with("prompt", new Hostile.Thrower(IllegalStateException::new))
                                .with("generation", "g"))
                        .prompt())
                .isEqualTo("<unreadable: com.trubrics.appender.internal.value.Hostile$Thrower>");
    }

    @Test
    void promptAndGenerationOnTheCallAreAnLlmEvent() {
        LlmEvent event =
                mapping.llmEvent(line().mdc("user_id", "u").with("prompt", "p").with("generation", "g"));

        assertThat(event.prompt()).isEqualTo("p");
        assertThat(event.generation()).isEqualTo("g");
        assertThat(event.properties()).isEmpty();
    }

    @Test
    void promptAndGenerationInTheMdcAreAnLlmEvent() {
        mapping.llmEvent(line().mdc("user_id", "u").mdc("prompt", "p").mdc("generation", "g"));
    }

    @Test
    void aPromptAloneDecidesNothing() {
        mapping.assertNotOurs(line().mdc("user_id", "u").with("prompt", "p"));
        mapping.assertNotOurs(line().mdc("user_id", "u").with("generation", "g"));
        mapping.assertNotOurs(line().mdc("user_id", "u").with("prompt", "p").mdc("generation", "g"));
    }

    @Test
    void theNearestSourceDecides() {
        FakeCall exchangeBehind = line().mdc("user_id", "u")
                .mdc("prompt", "p")
                .mdc("generation", "g")
                .with("event", "Sign Up");
        FakeCall eventBehind = line().mdc("user_id", "u")
                .mdc("event", "Sign Up")
                .with("prompt", "p")
                .with("generation", "g");

        assertThat(mapping.userEvent(exchangeBehind).properties()).isEmpty();
        assertThat(mapping.llmEvent(eventBehind).properties()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereOneSourceHasBothItIsAnLlmEventWithTheNameAsProperty(boolean own) {
        FakeCall call = own
                ? line().with("user_id", "u")
                        .with("event", "Chat")
                        .with("prompt", "p")
                        .with("generation", "g")
                : line().mdc("user_id", "u")
                        .mdc("event", "Chat")
                        .mdc("prompt", "p")
                        .mdc("generation", "g");

        assertThat(mapping.llmEvent(call).properties()).isEqualTo(Map.of("event", "Chat"));
    }

    @Test
    void aPromptBesideAnEventIsAnOrdinaryProperty() {
        assertThat(mapping.properties(
                        line().with("user_id", "u").with("event", "Sign Up").with("prompt", "p")))
                .isEqualTo(Map.of("prompt", "p"));
    }

    @Test
    void theMessageNamesTheEventOnlyIfAskedTo() {
        Mapping byMessage = Mapping.withEventFromMessage();

        assertThat(byMessage
                        .userEvent(line().mdc("user_id", "u").message("Order {} placed"))
                        .event())
                .isEqualTo("Order {} placed");
        assertThat(byMessage
                        .userEvent(line().mdc("user_id", "u").mdc("event", "Named"))
                        .event())
                .isEqualTo("Named");
        byMessage.llmEvent(line().mdc("user_id", "u").with("prompt", "p").with("generation", "g"));
        byMessage.assertNotOurs(line().mdc("user_id", "u").message(" "));
        byMessage.assertNotOurs(line().mdc("user_id", "u").message(null));
        byMessage.assertNotOurs(line().mdc("user_id", "u").message("null"));
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme, true",
        "com.acme.Shop, true",
        "com.acme.shop.Cart, true",
        "com.acmex, false",
        "com, false",
        "org.acme, false"
    })
    void onlyConfiguredLoggersAreOurs(String logger, boolean ours) {
        Mapping some = Mapping.withLoggers("org.else", "com.acme");
        FakeCall call = line().by(logger).with("user_id", "u").with("event", "Sign Up");

        if (ours) {
            some.userEvent(call);
        } else {
            some.assertNotOurs(call);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"trubrics-worker-1", "OkHttp TaskRunner", "OkHttp ConnectionPool", "Okio Watchdog"})
    void whatOurOwnThreadsLogIsNotOurs(String thread) {
        mapping.assertNotOurs(line().on(thread).with("user_id", "u").with("event", "Sign Up"));
    }

    @Test
    void whatAnApplicationLogsInItsOwnAsynchronousCallIsOurs() {
        mapping.userEvent(line().on("OkHttp https://api.example.com/...")
                .with("user_id", "u")
                .with("event", "Sign Up"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"okhttp3", "okhttp3.OkHttpClient", "okio.Okio"})
    void whatOkHttpLogsIsNotOurs(String logger) {
        mapping.assertNotOurs(line().by(logger).mdc("user_id", "u").mdc("event", "Left over"));
        Mapping.withEventFromMessage().assertNotOurs(line().by(logger).mdc("user_id", "u"));
    }

    @Test
    void aLoggerThatOnlyLooksLikeOkHttpIsOurs() {
        mapping.userEvent(line().by("okhttp3x.Client").with("user_id", "u").with("event", "Sign Up"));
    }

    @Test
    void fieldsThatThrowWhenTheyAreLookedUpAreAbsent() {
        // What an ObjectMessage may hold: get("event") throws a ClassCastException.
        Map<Object, Object> numbered = new TreeMap<>(Map.of(1, "one"));
        LogCallReader<FakeCall> reader = new FakeCall.Reader() {
            @Override
            public boolean hasFields(FakeCall call) {
                return true;
            }

            @Override
            public @Nullable Object field(FakeCall call, String name) {
                return numbered.get(name);
            }
        };
        RecordedReport report = new RecordedReport();
        EventMapper<FakeCall> mapper = new EventMapper<>(
                new MappingSettings(Mapping.KEYS, Mapping.PROPERTIES, List.of(), null, false, TimestampUnit.NONE),
                Mapping.LIMITS,
                reader);

        assertThat(mapper.map(line(), report)).isNull();
        assertThat(mapper.map(line().mdc("user_id", "u").mdc("event", "Sign Up"), report))
                .isNotNull();
        assertThat(report.ignored).isEqualTo(1);
        assertThat(report.problems).isEmpty();
    }

    @Test
    void aMessageThatIsBlankWhenItIsReadAgainNamesNoEvent() {
        FakeCall.Reader emptied = new FakeCall.Reader() {
            private boolean read;

            @Override
            public String messagePattern(FakeCall call) {
                String pattern = read ? " " : "Order placed";
                read = true;
                return pattern;
            }
        };
        MappingSettings settings =
                new MappingSettings(Mapping.KEYS, Mapping.PROPERTIES, List.of(), null, true, TimestampUnit.NONE);

        new Mapping(settings, emptied).assertNotOurs(line().mdc("user_id", "u"));
    }

    @Test
    void aCallOfAnotherLoggerIsNotLookedAt() {
        List<String> asked = new ArrayList<>();
        FakeCall.Reader watched = new FakeCall.Reader() {
            @Override
            public boolean hasFields(FakeCall call) {
                asked.add("fields");
                return super.hasFields(call);
            }

            @Override
            public @Nullable Object contextValue(FakeCall call, String name) {
                asked.add(name);
                return super.contextValue(call, name);
            }
        };
        MappingSettings settings = new MappingSettings(
                Mapping.KEYS, Mapping.PROPERTIES, List.of("org.other"), null, false, TimestampUnit.NONE);

        new Mapping(settings, watched).assertNotOurs(line().mdc("user_id", "u").mdc("event", "e"));
        assertThat(asked).isEmpty();
    }
}
