package com.trubrics.appender.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Option;
import com.trubrics.appender.spi.EventRuleTexts;
import com.trubrics.appender.spi.OptionValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.ConfigurableEnvironment;

class OptionsBinderTest {

    @ParameterizedTest
    @EnumSource
    void everyOptionIsAPropertyInKebabCase(Option option) {
        String name = PropertyNames.of(option);
        BoundOptions options = bind(name, "a text");

        assertThat(name).matches("trubrics\\.[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(options.texts()).containsExactly(Map.entry(option, "a text"));
        assertThat(options.unknown()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trubrics.flushInterval", "trubrics.flush_interval", "trubrics.FLUSH-INTERVAL"})
    void otherSpellingsOfSpringWorkToo(String name) {
        BoundOptions options = bind(name, "3 s");
        assertThat(options.texts()).containsExactly(Map.entry(Option.FLUSH_INTERVAL, "3 s"));
        assertThat(options.unknown()).isEmpty();
    }

    @Test
    void variablesWinOverFiles() {
        ConfigurableEnvironment environment = Environments.of("trubrics.api-key", "from-file");
        Environments.withVariables(environment, "TRUBRICS_API_KEY", "from-variable", "TRUBRICS_MAXEVENTBYTES", "2 MB");

        BoundOptions options = OptionsBinder.bind(environment);

        assertThat(options.texts())
                .containsEntry(Option.API_KEY, "from-variable")
                .containsEntry(Option.MAX_EVENT_BYTES, "2 MB");
        assertThat(options.unknown()).isEmpty();
    }

    @Test
    void listsAreJoinedWithCommas() {
        BoundOptions options = bind("trubrics.include-mdc[0]", "tenant", "trubrics.include-mdc[1]", "trace*");
        assertThat(options.texts()).containsExactly(Map.entry(Option.INCLUDE_MDC, "tenant,trace*"));
        assertThat(options.unknown()).isEmpty();
    }

    @Test
    void aListWithAHoleFailsClosed() {
        BoundOptions options = bind("trubrics.exclude-mdc[0]", "a", "trubrics.exclude-mdc[2]", "b");
        assertThat(options.texts()).isEmpty();
        assertThat(options.unreadable()).containsExactly(Option.EXCLUDE_MDC);
    }

    @Test
    void aListForAnOptionThatIsNoneIsUnreadable() {
        BoundOptions options = bind("trubrics.host[0]", "https://a", "trubrics.host[1]", "https://b");
        assertThat(options.texts()).isEmpty();
        assertThat(options.unreadable()).containsExactly(Option.HOST);
    }

    @Test
    void aBlankKeyMeansNotReadAsInXml() {
        assertThat(bind("trubrics.thread-id-key", "").texts()).containsExactly(Map.entry(Option.THREAD_ID_KEY, ""));
    }

    @Test
    void staticPropertiesKeepTheirNames() {
        BoundOptions options =
                bind("trubrics.static-properties.App.Name", "shop", "trubrics.static-properties[my.key/x]", "1");
        assertThat(options.staticProperties()).isEqualTo(Map.of("App.Name", "shop", "my.key/x", "1"));
        assertThat(options.toValues().staticProperties())
                .containsExactlyInAnyOrder(
                        new OptionValues.StaticProperty("App.Name", "shop"),
                        new OptionValues.StaticProperty("my.key/x", "1"));
    }

    @Test
    void eventRulesAreListsOfTexts() {
        BoundOptions options = bind(
                "trubrics.event-rules[0].message", "order {} placed",
                "trubrics.event-rules[0].event", "Order",
                "trubrics.event-rules[1].logger", "com.acme.audit");
        assertThat(options.eventRules())
                .containsExactly(
                        Map.of("message", "order {} placed", "event", "Order"), Map.of("logger", "com.acme.audit"));
        assertThat(options.names("com.acme.audit")).isTrue();
    }

    @Test
    void eventRulesReachCoreWithTheirListsJoined() {
        BoundOptions options = bind(
                "trubrics.event-rules[0].message", "order {id} of {user_id}",
                "trubrics.event-rules[0].fields[0]", "id",
                "trubrics.event-rules[0].fields[1]", "plan=pro",
                "trubrics.event-rules[0].mesage", "misspelt");
        EventRuleTexts rule = options.toValues().rules().get(0);
        assertThat(rule.get("message")).isEqualTo("order {id} of {user_id}");
        assertThat(rule.get("fields")).isEqualTo("id,plan=pro");
        assertThat(rule.unknown()).containsExactly("mesage");
    }

    @Test
    void aRuleWithoutAListIsTheOnlyOne() {
        BoundOptions options = bind("trubrics.event-rules.logger", "com.acme", "trubrics.event-rules.event", "E");
        assertThat(options.eventRules()).containsExactly(Map.of("logger", "com.acme", "event", "E"));
    }

    @Test
    void rulesUnderNamesAreReported() {
        BoundOptions options =
                bind("trubrics.event-rules.orders.logger", "com.acme", "trubrics.event-rules.orders.event", "E");
        assertThat(options.toValues().rules().get(0).unknown())
                .containsExactlyInAnyOrder("orders.logger", "orders.event");
        assertThat(bind("trubrics.event-rules", "").eventRules()).isEmpty();
    }

    @Test
    void staticPropertiesThatAreAListHaveNoNames() {
        BoundOptions options = bind(
                "trubrics.static-properties[0].name", "app",
                "trubrics.static-properties[0].value", "shop",
                "trubrics.static-properties.7th", "x");
        assertThat(options.toValues().staticProperties())
                .containsExactlyInAnyOrder(
                        new OptionValues.StaticProperty(null, "app"),
                        new OptionValues.StaticProperty(null, "shop"),
                        new OptionValues.StaticProperty("7th", "x"));
    }

    @Test
    void aNumberIsTheNameOfAStaticPropertyUnlessAListBegins() {
        assertThat(bind("trubrics.static-properties.2024", "x").toValues().staticProperties())
                .containsExactly(new OptionValues.StaticProperty("2024", "x"));
    }

    /** Each of these decides what leaves or where to, under a name that is nearly right. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "appender.enabled",
                "logging.enabled",
                "appender.dry-run",
                "base.url",
                "api.host",
                "http.proxy",
                "event.filter",
                "max.text.length",
                "properties.exclude"
            })
    void anOptionInAGroupThatDoesNotExistSendsNothing(String name) {
        assertThat(bind("trubrics." + name, "x").unknown())
                .containsExactly(name)
                .allMatch(OptionValues::seemsToDecideWhatLeaves);
    }

    @Test
    void springKnowsTheUserUnlessTheApplicationSaysOtherwise() {
        assertThat(bind("trubrics.api-key", "k").toValues().get(Option.USER_SOURCE))
                .isEqualTo(CurrentUser.PATH);
        assertThat(bind("trubrics.user-source", "com.acme.Users").toValues().get(Option.USER_SOURCE))
                .isEqualTo("com.acme.Users");
    }

    @Test
    void aPlaceholderThatNothingResolvesStaysAText() {
        BoundOptions options = bind("trubrics.host", "${NOWHERE}");
        assertThat(options.texts()).containsExactly(Map.entry(Option.HOST, "${NOWHERE}"));
    }

    @Test
    void namesThatNothingReadsAreUnknown() {
        BoundOptions options = bind(
                "trubrics.exclude-mcd", "secret",
                "trubrics.host.name", "x",
                "trubrics.static-properties.a", "b",
                "trubrics.user.claim", "sub",
                "trubrics.llm.include-prompt", "false",
                "trubrics.health.fail", "true",
                "trubrics.test", "true",
                "trubricsx.api-key", "other");
        assertThat(options.unknown()).containsExactlyInAnyOrder("exclude-mcd", "host.name");
        assertThat(options.toValues().unknown()).containsExactlyInAnyOrder("exclude-mcd", "host.name");
    }

    @Test
    void aMisspeltNameBelowUserOrLlmIsUnknownAndSendsNothing() {
        BoundOptions options = bind(
                "trubrics.user.claims", "sub",
                "trubrics.llm.include-promt", "false",
                "trubrics.llm", "false",
                "trubrics.health.enabled", "false",
                "trubrics.user.MDC", "true",
                "trubrics.llm.includePrompt", "false",
                "trubrics.llm.max_text_length", "100");
        assertThat(options.unknown()).containsExactlyInAnyOrder("user.claims", "llm.include-promt", "llm");
        assertThat(options.unknown()).allMatch(OptionValues::seemsToDecideWhatLeaves);
    }

    @Test
    void anEmptyGroupIsNoMistake() {
        assertThat(bind("trubrics.user", "", "trubrics.llm", " ", "trubrics.health", "")
                        .unknown())
                .isEmpty();
    }

    @Test
    void variablesAreNeverUnknown() {
        ConfigurableEnvironment environment =
                Environments.withVariables(Environments.of(), "TRUBRICS_API_KEY", "k", "TRUBRICS_WHATEVER", "x");
        assertThat(OptionsBinder.bind(environment).unknown()).isEmpty();
    }

    @Test
    void aFlagThatIsNoneIsFalseAndReported() {
        assertThat(bind("trubrics.user.mdc", "perhaps").user().mdc()).isFalse();
        assertThat(problems(
                        "trubrics.user.mdc", "perhaps", "trubrics.health.fail", "${NOWHERE}", "trubrics.test", "maybe"))
                .containsExactlyInAnyOrder(
                        "Property 'trubrics.user.mdc' is 'perhaps': must be true or false; using false.",
                        "Property 'trubrics.health.fail' is '${NOWHERE}': must be true or false; using false.",
                        "Property 'trubrics.test' is 'maybe': must be true or false; using false.");
        assertThat(problems("trubrics.user.mdc", "on", "trubrics.health.fail", "", "trubrics.test", "false"))
                .isEmpty();
    }

    @Test
    void aClaimThatNothingResolvesIsReported() {
        assertThat(problems("trubrics.user.claim", "${NOWHERE}"))
                .singleElement()
                .asString()
                .contains("'trubrics.user.claim' is '${NOWHERE}'");
    }

    @Test
    void aMisspeltNameBelowHealthIsReportedAndStopsNothing() {
        assertThat(problems("trubrics.health.enabled", "false", "trubrics.health.fail", "true"))
                .singleElement()
                .asString()
                .contains("'trubrics.health.enabled'", "'trubrics.health.fail'", "ignored");
        assertThat(bind("trubrics.health.enabled", "false").unknown()).isEmpty();
    }

    private static List<String> problems(String... namesAndValues) {
        List<String> problems = new ArrayList<>();
        OptionsBinder.bind(Environments.of(namesAndValues), problems::add);
        return problems;
    }

    @Test
    void differencesNamePropertiesAndNoValues() {
        BoundOptions one = bind("trubrics.api-key", "secret-1", "trubrics.host", "http://a");
        BoundOptions other =
                bind("trubrics.api-key", "secret-2", "trubrics.host", "http://a", "trubrics.user.mdc", "true");
        assertThat(one.differences(other)).containsExactly("trubrics.api-key", "trubrics.user");
        assertThat(one).isEqualTo(bind("trubrics.api-key", "secret-1", "trubrics.host", "http://a"));
    }

    @Test
    void loggersAreNamedWithThoseAboveAndBelow() {
        BoundOptions options = bind("trubrics.loggers", "com.acme.shop, org.audit");
        List<String> named =
                new ArrayList<>(List.of("com.acme", "com.acme.shop", "com.acme.shop.x", "org.audit", "org"));
        assertThat(named).allMatch(options::names);
        assertThat(options.names("com.acme.shopping")).isFalse();
    }

    @Test
    void everyLoggerOfARuleIsNamedHoweverTheListIsWritten() {
        BoundOptions options = bind(
                "trubrics.event-rules[0].logger", "com.acme.shop, com.acme.cart",
                "trubrics.event-rules[1].logger[0]", "org.audit",
                "trubrics.event-rules[1].logger[1]", "org.access",
                "trubrics.event-rules[2].LOGGER", "net.chat");
        List<String> named =
                new ArrayList<>(List.of("com.acme.shop", "com.acme.cart.Cart", "org.audit", "org.access", "net.chat"));
        assertThat(named).allMatch(options::names);
        assertThat(options.names("com.acme.other")).isFalse();
    }

    @Test
    void aMapWhereATextIsExpectedIsNoText() {
        BoundOptions options = bind(
                "trubrics.event-rules[0].message.entry", "",
                "trubrics.event-rules[0].fields.user_id", "entry.user",
                "trubrics.event-rules[0].event", "E");
        EventRuleTexts rule = options.toValues().rules().get(0);
        assertThat(rule.unreadable()).containsExactlyInAnyOrder("message", "fields");
        assertThat(rule.unknown()).isEmpty();
    }

    private static BoundOptions bind(String... namesAndValues) {
        return OptionsBinder.bind(Environments.of(namesAndValues));
    }
}
