package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.info;
import static com.trubrics.appender.testkit.LogLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the properties of an event come from, in which order, and what becomes of each kind of value. */
public abstract class PropertyContract extends AppenderContract {

    private static final LogLine SIGN_UP = line().field("event", "Sign Up").field("user_id", "u1");

    @Test
    public void theNearerSourceOfAPropertyWins() {
        AppenderConfig config = config().option("includeMdc", "b,c,d,e,f");
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            config = config.staticProperty(name, "static");
        }
        LogLine line = SIGN_UP;
        for (String name : List.of("b", "c", "d", "e", "f")) {
            line = line.mdc(name, "included");
        }
        for (String name : List.of("c", "d", "e", "f")) {
            line = line.mdc("properties." + name, "prefixed");
        }
        line = line.mdc("properties", "{\"d\":\"mdc object\",\"e\":\"mdc object\",\"f\":\"mdc object\"}")
                .field("properties", Map.of("e", "call object", "f", "call object"))
                .field("f", "call field")
                .field("properties.g", "prefix stripped");

        log(config, line).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"a":"static","b":"included","c":"prefixed",\
                        "d":"mdc object","e":"call object","f":"call field","g":"prefix stripped"},"timestamp":"NOW"}""");
    }

    @Test
    public void aCallOverridesTheLogContext() {
        log(
                        config().option("includeLogContext", "true").staticProperty("logger_name", "static"),
                        SIGN_UP.field("thread_name", "mine"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"log_level":"INFO",\
                        "logger_name":"com.acme.shop.Checkout","thread_name":"mine"},"timestamp":"NOW"}""");
    }

    @Test
    public void anExceptionIsAddedOnRequest() {
        Report report = log(
                config().option("includeException", "true"),
                SIGN_UP.thrown(new IllegalStateException("no stock")),
                SIGN_UP.thrown(new IllegalStateException()),
                SIGN_UP.field("exception", "mine").thrown(new IllegalStateException("no stock")),
                SIGN_UP);
        assertThat(report.userEvents()).containsExactly("""
                {"user_id":"u1","event":"Sign Up","properties":{"exception":"java.lang.IllegalStateException",\
                "exception_message":"no stock"},"timestamp":"NOW"}""", """
                {"user_id":"u1","event":"Sign Up","properties":{"exception":"java.lang.IllegalStateException"},"timestamp":"NOW"}""", """
                {"user_id":"u1","event":"Sign Up","properties":{"exception":"mine","exception_message":"no stock"},"timestamp":"NOW"}""", """
                {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""");
    }

    @Test
    public void anExceptionIsNotAddedByDefault() {
        log(config(), SIGN_UP.thrown(new IllegalStateException("no stock"))).isUserEvent("""
                {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Order {} failed", "Order {} failed: {}"})
    public void aLastArgumentThatIsAnExceptionIsIt(String message) {
        log(
                        config().option("includeException", "true"),
                        info(message, 7, new IllegalStateException("no stock"))
                                .mdc("event", "Order Failed")
                                .mdc("user_id", "u1"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Order Failed","properties":{"exception":"java.lang.IllegalStateException",\
                        "exception_message":"no stock"},"timestamp":"NOW"}""");
    }

    @Test
    public void anExceptionAmongTheFieldsIsAPropertyLikeAnyOther() {
        log(config().option("includeException", "true"), SIGN_UP.field("why", new IllegalStateException("no stock")))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":\
                        {"why":"java.lang.IllegalStateException: no stock"},"timestamp":"NOW"}""");
    }

    @Test
    public void staticPropertiesTravelWithEveryEvent() {
        Report report = log(
                config().staticProperty("app", "shop").staticProperty("stage", "test"),
                SIGN_UP,
                line().field("generation", "Hello!").field("prompt", "Hi?").field("user_id", "u1"));
        assertThat(report.userEvents()).containsExactly("""
                        {"user_id":"u1","event":"Sign Up","properties":{"app":"shop","stage":"test"},"timestamp":"NOW"}""");
        assertThat(report.llmEvents()).containsExactly("""
                        {"user_id":"u1","prompt":"Hi?","generation":"Hello!","properties":{"app":"shop","stage":"test"},"timestamp":"NOW"}""");
    }

    @Test
    public void noOtherMdcKeyLeavesTheProcess() {
        log(config(), SIGN_UP.mdc("session", "secret").mdc("properties.plan", "pro"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"plan":"pro"},"timestamp":"NOW"}""");
    }

    @Test
    public void mdcKeysAreIncludedByGlobAndExcludedFirst() {
        AppenderConfig config = config().option("includeMdc", "tenant*, region").option("excludeMdc", "*_secret");
        LogLine line = SIGN_UP.mdc("tenant", "acme")
                .mdc("tenant_secret", "no")
                .mdc("region", "eu")
                .mdc("regional", "no");
        log(config, line).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"region":"eu","tenant":"acme"},"timestamp":"NOW"}""");
    }

    @Test
    public void anExclusionHoldsInAnyCaseWithThePrefixAndInsideProperties() {
        AppenderConfig config = config().option("includeMdc", "*").option("excludeMdc", "api_token");
        LogLine line = SIGN_UP.mdc("API_TOKEN", "no")
                .mdc("properties.Api_Token", "no")
                .mdc("properties", "{\"api_token\":\"no\",\"plan\":\"pro\"}")
                .mdc("region", "eu")
                .field("api_token", "yes");
        log(config, line).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"api_token":"yes","plan":"pro","region":"eu"},"timestamp":"NOW"}""");
    }

    @Test
    public void onACallTheBareNameWinsOverThePrefixed() {
        Report report = log(
                config(),
                SIGN_UP.field("plan", "bare").field("properties.plan", "prefixed"),
                SIGN_UP.field("properties.plan", "prefixed").field("plan", "bare"));
        assertThat(report.userEvents()).hasSize(2).containsOnly("""
                        {"user_id":"u1","event":"Sign Up","properties":{"plan":"bare"},"timestamp":"NOW"}""");
    }

    @Test
    public void reservedFieldsAreNoPropertiesEvenWhereEveryMdcKeyIsIncluded() {
        LogLine line = line().mdc("user_id", "u1")
                .mdc("event", "Sign Up")
                .mdc("thread_id", "t1")
                .mdc("properties", "{\"plan\":\"pro\"}")
                .mdc("region", "eu");
        log(config().option("includeMdc", "*"), line).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"$thread_id":"t1","plan":"pro","region":"eu"},"timestamp":"NOW"}""");
    }

    @Test
    public void aBlankPrefixSwitchesPrefixedPropertiesOff() {
        log(config().option("propertyPrefix", " "), SIGN_UP.mdc("properties.plan", "pro"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""");
    }

    @Test
    public void propertiesMayBeAJsonObjectAsText() {
        log(config(), SIGN_UP.field("properties", "{\"plan\":\"pro\",\"seats\":3,\"tags\":[\"a\",null]}"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":\
                        {"plan":"pro","seats":3,"tags":["a",null]},"timestamp":"NOW"}""");
    }

    @Test
    public void propertiesThatAreNoJsonObjectAreKeptAndWarnedAbout() {
        Report report = log(config(), SIGN_UP.field("properties", "plan=pro"));
        report.isUserEvent("""
                {"user_id":"u1","event":"Sign Up","properties":{"properties":"plan=pro"},"timestamp":"NOW"}""");
        report.warnsOnceAbout("properties");
    }

    @Test
    public void valuesKeepTheirJsonType() {
        LogLine line = SIGN_UP.field("a", new BigDecimal("12.50"))
                .field("b", new BigInteger("12345678901234567890"))
                .field("c", true)
                .field("d", null)
                .field("e", Map.of("inner", List.of(1, "two")))
                .field("f", new int[] {1, 2})
                .field("g", Optional.of("present"))
                .field("h", Optional.empty())
                .field("i", DayOfWeek.MONDAY)
                .field("j", Instant.parse("2024-10-09T13:21:46.182Z"))
                .field("k", LocalDate.of(2024, 10, 9))
                .field("l", new UUID(1, 2))
                .field("m", Double.NaN)
                .field("n", URI.create("https://acme.com"))
                .field("o", 1.5)
                .field("p", "\"quoted\" and \uD83D\uDE00")
                .field("q", Arrays.asList("x", null));
        log(config(), line).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"a":12.50,"b":12345678901234567890,"c":true,\
                        "d":null,"e":{"inner":[1,"two"]},"f":[1,2],"g":"present","h":null,"i":"MONDAY",\
                        "j":"2024-10-09T13:21:46.182Z","k":"2024-10-09","l":"00000000-0000-0001-0000-000000000002",\
                        "m":"NaN","n":"https://acme.com","o":1.5,"p":"\\"quoted\\" and \uD83D\uDE00","q":["x",null]},"timestamp":"NOW"}""");
    }

    @Test
    public void whatIsSentIsWhatWasThereWhenTheLineWasLogged() {
        List<String> cart = new ArrayList<>(List.of("book"));
        Report report = run(config(), logging -> {
            logging.log(SIGN_UP.field("cart", cart));
            cart.clear();
        });
        report.isUserEvent("""
                {"user_id":"u1","event":"Sign Up","properties":{"cart":["book"]},"timestamp":"NOW"}""");
    }

    @Test
    public void aValueThatCannotBeReadCostsOnlyItself() {
        log(config(), SIGN_UP.field("bad", new Unreadable()).field("good", 1))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"bad":"<unreadable: %s>","good":1},"timestamp":"NOW"}""".formatted(Unreadable.class.getName()));
    }

    @Test
    public void aValueThatLogsWhileItIsReadDoesNotRecurse() {
        Report report = run(config(), logging -> logging.log(SIGN_UP.field("chatty", new Chatty(logging))));
        report.isUserEvent("""
                {"user_id":"u1","event":"Sign Up","properties":{"chatty":"done"},"timestamp":"NOW"}""");
    }

    @Test
    public void eachEventHasARandomIdOnRequest() {
        log(config().option("eventIdProperty", "$insert_id"), SIGN_UP, SIGN_UP);
        assertThat(server().events().stream().map(event -> event.property("$insert_id")))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    }

    private static final class Unreadable {
        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    private record Chatty(LoggingSystem logging) {
        @Override
        public String toString() {
            logging.log(SIGN_UP.field("chatty", this));
            return "done";
        }
    }
}
