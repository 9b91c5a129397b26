package com.trubrics.appender.internal.mapping;

import static com.trubrics.appender.internal.mapping.FakeCall.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.MappingSettings.LogDetails;
import com.trubrics.appender.internal.config.MappingSettings.Properties;
import com.trubrics.appender.internal.config.MappingSettings.TimestampUnit;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.value.Hostile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes a property, and which of two wins. */
class PropertiesTest {

    private static final FakeCall SIGN_UP = line().with("user_id", "u").with("event", "Sign Up");
    private static final FakeCall CHAT =
            line().with("user_id", "u").with("prompt", "p").with("generation", "g");
    private static final FakeCall FROM_MDC = line().mdc("user_id", "u").mdc("event", "Sign Up");

    private final Mapping mapping = Mapping.byDefault();

    @Test
    void theCallsOtherKeyValuesAreProperties() {
        assertThat(mapping.properties(
                        SIGN_UP.with("plan", "pro").with("seats", 3).with("none", null)))
                .hasSize(3)
                .containsEntry("plan", "pro")
                .containsEntry("seats", 3)
                .containsEntry("none", null);
    }

    @Test
    void noOtherMdcKeyLeavesTheProcess() {
        assertThat(mapping.properties(SIGN_UP.mdc("request_id", "r").mdc("session", "s")))
                .isEmpty();
    }

    @Test
    void includedMdcKeysAreProperties() {
        FakeCall call = SIGN_UP.mdc("request_id", "r")
                .mdc("request_secret", "s")
                .mdc("tenant", "t")
                .mdc("other", "o");

        assertThat(Mapping.withMdc(List.of("request_*", "tenan?"), List.of("*secret*"))
                        .properties(call))
                .isEqualTo(Map.of("request_id", "r", "tenant", "t"));
    }

    @Test
    @SuppressWarnings("NullAway") // ThreadContext.put(null, ...)
    void aKeyOfTheMdcThatIsNullCostsNoOther() {
        FakeCall call = SIGN_UP.mdc(null, "lost").mdc("properties.plan", "pro").mdc("tenant", "t");

        Mapping all = Mapping.withMdc(List.of("*"), List.of());
        assertThat(all.properties(call)).isEqualTo(Map.of("plan", "pro", "tenant", "t"));
        assertThat(all.report.problems).isEmpty();
    }

    @Test
    void reservedFieldsOfTheKindNeverBecomeProperties() {
        Mapping all = Mapping.withMdc(List.of("*"), List.of());
        FakeCall everything = line();
        for (Field field : Field.values()) {
            String name = field.names(Mapping.KEYS).get(0);
            everything = everything.mdc(name, field == Field.TIMESTAMP ? "2026-01-01T00:00:00Z" : "1");
        }

        assertThat(all.llmEvent(everything.mdc("properties", "{}")).properties())
                .isEqualTo(Map.of("event", "1", "text", "1"));
        assertThat(all.userEvent(everything.mdc("properties", "{}").with("event", "Near"))
                        .properties())
                .isEqualTo(Map.of(
                        "$text", "1",
                        "$thread_id", "1",
                        "$assistant_id", "1",
                        "prompt", "1",
                        "generation", "1",
                        "latency", "1",
                        "prompt_event_name", "1",
                        "generation_event_name", "1"));
    }

    @Test
    void fieldsOfTheOtherKindAreOrdinaryProperties() {
        assertThat(mapping.properties(SIGN_UP.with("latency", 2).with("prompt_event_name", "x")))
                .isEqualTo(Map.of("latency", 2, "prompt_event_name", "x"));
        assertThat(mapping.llmEvent(CHAT.with("text", "t")).properties()).isEqualTo(Map.of("text", "t"));
    }

    @Test
    @SuppressWarnings("NullAway") // the map may be another library's
    void anMdcKeyThatIsNullCostsNoOther() {
        FakeCall call = SIGN_UP.mdc(null, "?").mdc("tenant", "t").mdc("properties.tier", "gold");

        assertThat(Mapping.withMdc(List.of("*"), List.of()).properties(call))
                .isEqualTo(Map.of("tenant", "t", "tier", "gold"));
    }

    @Test
    void aPrefixIsStripped() {
        assertThat(mapping.properties(SIGN_UP.with("properties.plan", "pro")
                        .mdc("properties.tier", "gold")
                        .mdc("other", 1)))
                .isEqualTo(Map.of("plan", "pro", "tier", "gold"));
    }

    @Test
    void aPrefixedNameMayBeThatOfAField() {
        assertThat(mapping.properties(SIGN_UP.with("properties.user_id", 7))).isEqualTo(Map.of("user_id", 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"properties.", "properties.  "})
    void aPrefixWithoutANameIsIgnored(String name) {
        assertThat(mapping.properties(SIGN_UP.with(name, 1).mdc(name, 1))).isEmpty();
    }

    @Test
    void aBlankPrefixSwitchesThatOff() {
        Mapping off = Mapping.with(new Properties("", List.of(), List.of(), Map.of(), LogDetails.NONE));

        assertThat(off.properties(SIGN_UP.with("properties.plan", "pro").mdc("properties.tier", "gold")))
                .isEqualTo(Map.of("properties.plan", "pro"));
    }

    @Test
    void anExcludedMdcKeyDoesNotLeaveEvenWithThePrefix() {
        assertThat(Mapping.withMdc(List.of("*"), List.of("*secret*"))
                        .properties(SIGN_UP.mdc("properties.secret", 1).mdc("secret", 2)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_token", "API_Token", "*token", "properties.api_token", "Properties.API*"})
    void anExclusionHoldsHoweverTheMdcCallsTheKey(String excluded) {
        Mapping rules = Mapping.withMdc(List.of("plan"), List.of(excluded));

        assertThat(rules.properties(SIGN_UP.mdc("properties.api_token", 1)
                        .mdc("properties.API_TOKEN", 2)
                        .mdc("properties.plan", "pro")))
                .isEqualTo(Map.of("plan", "pro"));
        assertThat(rules.properties(SIGN_UP.mdc("properties", "{\"api_token\":1,\"API_TOKEN\":2,\"plan\":\"pro\"}")))
                .isEqualTo(Map.of("plan", "pro"));
        assertThat(rules.properties(SIGN_UP.mdc("properties", Map.of("api_token", 1, "plan", "pro"))))
                .isEqualTo(Map.of("plan", "pro"));
    }

    @Test
    void anExclusionHoldsForIncludedKeysInAnyCase() {
        assertThat(Mapping.withMdc(List.of("*"), List.of("api_token"))
                        .properties(
                                SIGN_UP.mdc("API_TOKEN", 1).mdc("Api_Token", 2).mdc("plan", "pro")))
                .isEqualTo(Map.of("plan", "pro"));
    }

    @Test
    void anExclusionDoesNotTouchTheCallsOwnFields() {
        assertThat(Mapping.withMdc(List.of(), List.of("*"))
                        .properties(SIGN_UP.with("api_token", 1)
                                .with("properties.tier", 2)
                                .with("properties", Map.of("plan", 3))
                                .mdc("thread_id", "t")
                                .mdc("properties", "{\"seats\":4}")))
                .isEqualTo(Map.of("api_token", 1, "tier", 2, "plan", 3, "$thread_id", "t"));
    }

    @Test
    void anExclusionHoldsForPropertiesThatAreNoObject() {
        assertThat(Mapping.withMdc(List.of(), List.of("prop*")).properties(SIGN_UP.mdc("properties", "secret")))
                .isEmpty();
    }

    @Test
    void onACallTheBareNameWinsOverThePrefixedInAnyOrder() {
        assertThat(mapping.properties(SIGN_UP.with("properties.plan", "a").with("plan", "b")))
                .isEqualTo(Map.of("plan", "b"));
        assertThat(mapping.properties(SIGN_UP.with("plan", "b").with("properties.plan", "a")))
                .isEqualTo(Map.of("plan", "b"));
        assertThat(mapping.properties(SIGN_UP.with("properties.plan", "a").with("plan", null)))
                .hasSize(1)
                .containsEntry("plan", null);
        assertThat(mapping.properties(SIGN_UP.with("properties.user_id", "a"))).isEqualTo(Map.of("user_id", "a"));
        assertThat(mapping.properties(SIGN_UP.with("properties.", "a").with("", "b")))
                .isEmpty();
    }

    @Test
    void propertiesMayBeAMapOnTheCallOrAJsonObjectInTheMdc() {
        FakeCall call =
                SIGN_UP.with("properties", Map.of("near", List.of(1))).mdc("properties", "{\"far\":{\"n\":1.5}}");

        assertThat(mapping.properties(call))
                .isEqualTo(Map.of("near", List.of(1), "far", Map.of("n", new BigDecimal("1.5"))));
        assertThat(mapping.properties(SIGN_UP.with("properties", "{\"a\":true}")))
                .isEqualTo(Map.of("a", true));
        assertThat(mapping.report.problems).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("noObjects")
    void whatIsNoJsonObjectIsKeptAsTheProperty(Object value) {
        assertThat(mapping.properties(SIGN_UP.with("properties", value))).isEqualTo(Map.of("properties", value));
        assertThat(mapping.report.problems).containsExactly(Problem.BAD_PROPERTIES);
        assertThat(mapping.report.messages.get(0)).contains("'properties'").doesNotContain("secret");
    }

    static List<Object> noObjects() {
        return List.of("plan=secret", "[1]", "{\"secret\":", 7, List.of("secret"));
    }

    @Test
    void blankPropertiesAreAbsent() {
        assertThat(mapping.properties(SIGN_UP.with("properties", " ").mdc("properties", "")))
                .isEmpty();
        assertThat(mapping.report.problems).isEmpty();
    }

    @Test
    void propertiesThatCannotBeReadCostThemselvesOnly() {
        assertThat(mapping.properties(
                        SIGN_UP.with("properties", new Hostile.TornMap()).with("a", 1)))
                .isEqualTo(Map.of(
                        "properties", "<unreadable: com.trubrics.appender.internal.value.Hostile$TornMap>", "a", 1));
    }

    @Test
    void laterSourcesWin() {
        Mapping rules = Mapping.with(new Properties(
                "properties.",
                List.of("*"),
                List.of(),
                Map.of("log_level", "static", "x", "static"),
                new LogDetails(true, false)));
        FakeCall call = SIGN_UP;

        assertThat(rules.properties(call))
                .isEqualTo(Map.of(
                        "log_level", "INFO", "x", "static", "logger_name", "com.acme.Shop", "thread_name", "http-1"));
        call = call.mdc("properties.x", "prefixed").mdc("x", "included").mdc("log_level", "included");
        assertThat(rules.properties(call)).containsEntry("x", "prefixed").containsEntry("log_level", "included");
        call = call.mdc("properties", "{\"x\":\"mdc object\"}");
        assertThat(rules.properties(call)).containsEntry("x", "mdc object");
        call = call.with("properties", Map.of("x", "own object"));
        assertThat(rules.properties(call)).containsEntry("x", "own object");
        call = call.with("x", "own");
        assertThat(rules.properties(call)).containsEntry("x", "own");
    }

    @Test
    void propertiesKeepTheOrderInWhichTheyWereSet() {
        Mapping rules = Mapping.with(
                new Properties("properties.", List.of(), List.of(), Map.of("static", "s"), LogDetails.NONE));

        assertThat(new ArrayList<>(
                        rules.properties(SIGN_UP.with("b", 1).with("a", 2).mdc("properties.m", 3))
                                .keySet()))
                .containsExactly("static", "m", "b", "a");
    }

    @Test
    void textThreadAndAssistantOfAUserEventGetADollar() {
        assertThat(mapping.properties(
                        SIGN_UP.with("text", "great").with("thread_id", 5).mdc("assistant_id", "gpt4o")))
                .isEqualTo(Map.of("$text", "great", "$thread_id", "5", "$assistant_id", "gpt4o"));
    }

    @Test
    void namesThatBeginWithADollarStayAsTheyAre() {
        assertThat(mapping.properties(SIGN_UP.with("$text", "great").with("$price", 5)))
                .isEqualTo(Map.of("$text", "great", "$price", 5));
    }

    @Test
    void betweenAFieldAndItsDollarNameTheNearerSourceWins() {
        assertThat(mapping.properties(SIGN_UP.with("$text", "near").mdc("text", "far")))
                .isEqualTo(Map.of("$text", "near"));
        assertThat(mapping.properties(SIGN_UP.with("text", "near").mdc("properties.$text", "far")))
                .isEqualTo(Map.of("$text", "near"));
    }

    @Test
    void withinOneSourceTheFieldWins() {
        assertThat(mapping.properties(
                        SIGN_UP.with("text", "field").with("$text", "name").with("properties", Map.of("$text", "x"))))
                .isEqualTo(Map.of("$text", "field"));
        assertThat(mapping.properties(FROM_MDC.mdc("text", "field").mdc("properties.$text", "name")))
                .isEqualTo(Map.of("$text", "field"));
    }

    @Test
    void strangeNamesAndValuesTravelAsTheyAre() {
        FakeCall call = SIGN_UP.with("a.b", 1)
                .with("say \"hi\"", 2)
                .with("\ud83d\ude00", "\ud83d\ude00")
                .with("lone", "\ud800")
                .with("list", Arrays.asList(1, null));

        assertThat(mapping.properties(call))
                .containsEntry("a.b", 1)
                .containsEntry("say \"hi\"", 2)
                .containsEntry("\ud83d\ude00", "\ud83d\ude00")
                .containsEntry("lone", "\ud800")
                .containsEntry("list", Arrays.asList(1, null));
    }

    @Test
    @SuppressWarnings("NullAway") // addKeyValue(null, ...)
    void aNullNameAndABlankOneAreIgnored() {
        assertThat(mapping.properties(SIGN_UP.with(null, 1).with(" ", 2).with("after", 3)))
                .isEqualTo(Map.of("after", 3));
        assertThat(Mapping.withMdc(List.of("*"), List.of())
                        .properties(SIGN_UP.mdc(" ", "2").mdc("after", "3")))
                .isEqualTo(Map.of("after", "3"));
    }

    @Test
    void fieldsThatCannotBeReadToTheEndCostOnlyThemselves() {
        RecordedReport report = new RecordedReport();
        EventMapper<FakeCall> mapper = new EventMapper<>(
                new MappingSettings(Mapping.KEYS, Mapping.PROPERTIES, List.of(), null, false, TimestampUnit.NONE),
                Mapping.LIMITS,
                new FakeCall.Reader() {
                    @Override
                    public void forEachField(FakeCall call, BiConsumer<? super String, @Nullable Object> action) {
                        new Hostile.TornMap().forEach(action);
                    }
                });

        assertThat(mapper.map(SIGN_UP, report))
                .satisfies(event -> assertThat(event.properties()).isEqualTo(Map.of("first", 1)));
        assertThat(report.problems).containsExactly(Problem.BAD_FIELD);
    }
}
