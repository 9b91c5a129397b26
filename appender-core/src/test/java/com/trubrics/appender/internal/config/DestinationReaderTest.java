package com.trubrics.appender.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Option;
import com.trubrics.appender.internal.config.Destination.Secret;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationReaderTest {

    @Test
    void goesToTheVendorUnlessToldOtherwise() {
        assertThat(Reading.withKey().settings().destination())
                .isEqualTo(new Destination(
                        URI.create("https://app.trubrics.com/api/ingestion"), new Secret(Reading.KEY), null, false));
    }

    @Test
    void theOptionWinsOverThePropertyAndThePropertyOverTheVariable() {
        Reading reading = Reading.ofNothing()
                .variable("TRUBRICS_API_KEY", "variable")
                .variable("TRUBRICS_HOST", "https://variable.example");
        assertThat(reading.settings().destination().apiKey().value()).isEqualTo("variable");
        assertThat(reading.settings().destination().host()).hasToString("https://variable.example");

        reading.property("trubrics.apiKey", "property").property("trubrics.host", "https://property.example");
        assertThat(reading.settings().destination().apiKey().value()).isEqualTo("property");
        assertThat(reading.settings().destination().host()).hasToString("https://property.example");

        reading.set(Option.API_KEY, "option").set(Option.HOST, "https://option.example");
        assertThat(reading.settings().destination().apiKey().value()).isEqualTo("option");
        assertThat(reading.settings().destination().host()).hasToString("https://option.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "${env:KEY}", "KEY_IS_UNDEFINED", "${sys:a:-${sys:b}}"})
    void whatSaysNothingGivesWayToTheNextSource(String nothing) {
        Reading reading = Reading.ofNothing()
                .set(Option.API_KEY, nothing)
                .property("trubrics.apiKey", nothing)
                .variable("TRUBRICS_API_KEY", "variable");

        assertThat(reading.settings().destination().apiKey().value()).isEqualTo("variable");
        assertThat(reading.warnings()).isEmpty();
    }

    @Test
    void aMissingKeyIsWarnedAboutOnceAndNothingIsTaken() {
        Reading reading = Reading.ofNothing();

        assertThat(reading.read()).isNull();
        assertThat(reading.warnings())
                .containsExactly("Option 'apiKey' is missing: set it, or the system property 'trubrics.apiKey', or the"
                        + " environment variable 'TRUBRICS_API_KEY'; no events will be sent.");
    }

    @Test
    void aPlaceholderInsteadOfAKeyIsNamedInTheWarning() {
        assertThat(Reading.ofNothing().set(Option.API_KEY, "${env:KEY}").warnings())
                .singleElement()
                .asString()
                .contains("'apiKey' contains an unresolved placeholder", "'trubrics.apiKey'", "'TRUBRICS_API_KEY'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"trubrics.api-key", "trubrics.apikey", "trubrics.api_key", "trubrics.key", "TRUBRICS_API_KEY"})
    void aKeyInAPropertyThatNothingReadsIsHintedAt(String name) {
        assertThat(Reading.ofNothing().property(name, "s3cret").warnings())
                .singleElement()
                .asString()
                .contains("(the system property '" + name + "' is set, but nothing reads that name)")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRUBRICS_APIKEY",
                "TRUBRICS_KEY",
                "TRUBRICS_API_TOKEN",
                "TRUBRICS_TOKEN",
                "trubrics_api_key",
                "trubrics.apiKey"
            })
    void aKeyInAVariableThatNothingReadsIsHintedAt(String name) {
        assertThat(Reading.ofNothing().variable(name, "s3cret").warnings())
                .singleElement()
                .asString()
                .contains("(the environment variable '" + name + "' is set, but nothing reads that name)")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.trubrics.com/api/ingestion/publish_events,     .../publish_events/publish_events",
        "https://app.trubrics.com/api/ingestion/publish_llm_events/, .../publish_llm_events/publish_events",
        "https://proxy.example/Publish_Events,                      .../Publish_Events/publish_events",
        "https://app.trubrics.com,                                  https://app.trubrics.com/publish_events",
        "https://app.trubrics.com/api,                              https://app.trubrics.com/api/publish_events",
        "https://eu.trubrics.com/api/ingestions,                    https://eu.trubrics.com/api/ingestions/publish_events"
    })
    void aPathThatIsLikelyWrongIsWarnedAboutWithWhatItWouldPostTo(String host, String posted) {
        Reading reading = Reading.withKey().set(Option.HOST, host);

        assertThat(reading.settings().destination().host()).isNotNull();
        assertThat(reading.warnings())
                .singleElement()
                .asString()
                .contains("Option 'host'", "probably wrong", posted.replace("...", "") + "'");
        assertThat(reading.set(Option.DRY_RUN, "true").warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.trubrics.com/api/ingestion/",
                "https://collector.example",
                "https://collector.example/trubrics",
                "https://nottrubrics.com/x"
            })
    void aPlausiblePathIsNotWarnedAbout(String host) {
        assertThat(Reading.withKey().set(Option.HOST, host).warnings()).isEmpty();
    }

    @Test
    void aDryRunNeedsNoKey() {
        Reading reading = Reading.ofNothing().set(Option.DRY_RUN, "TRUE").set(Option.HOST, "http://example.com");

        assertThat(reading.settings().destination().dryRun()).isTrue();
        assertThat(reading.settings().destination().apiKey().value()).isEmpty();
        assertThat(reading.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc def", "abc\ndef", "abc\u0000", "schlüssel", "abc\u00a0", "\ufeffabc"})
    void aKeyThatNoHeaderCarriesIsRefusedWithoutShowingIt(String key) {
        Reading reading = Reading.ofNothing().set(Option.API_KEY, key);

        assertThat(reading.read()).isNull();
        assertThat(reading.warnings())
                .containsExactly(
                        "Option 'apiKey' is '***': must consist of printable ASCII characters without blanks; no events"
                                + " will be sent.");
    }

    @Test
    void aKeyIsTrimmed() {
        assertThat(Reading.ofNothing()
                        .variable("TRUBRICS_API_KEY", " abc\r\n")
                        .settings()
                        .destination()
                        .apiKey()
                        .value())
                .isEqualTo("abc");
    }

    @Test
    void plainHttpIsWarnedAboutUnlessItStaysOnTheMachine() {
        assertThat(Reading.withKey().set(Option.HOST, "http://example.com/x").warnings())
                .containsExactly(
                        "Option 'host' is 'http://example.com/x': plain http is not encrypted, so anyone on the"
                                + " network path can read the API key and the events; use https.");
        assertThat(Reading.withKey().set(Option.HOST, "http://localhost:8080").warnings())
                .isEmpty();
    }

    @Test
    void aBadHostNamesItsSource() {
        Reading reading = Reading.withKey().variable("TRUBRICS_HOST", "example.com");

        assertThat(reading.read()).isNull();
        assertThat(reading.warnings())
                .containsExactly("Environment variable 'TRUBRICS_HOST' is 'example.com': must begin with https:// or"
                        + " http://; no events will be sent.");
    }

    @Test
    void aBadProxyIsRefusedWithoutItsCredentials() {
        Reading reading = Reading.withKey().set(Option.PROXY, "http://joe:secret@proxy:3128x");

        assertThat(reading.read()).isNull();
        assertThat(reading.warnings())
                .containsExactly(
                        "Option 'proxy' is '***@***': must be host:port or user:password@host:port, without http://; "
                                + "no events will be sent.");
    }

    @Test
    void neitherWarningNorSettingsShowASecret() {
        Settings settings =
                Reading.withKey().set(Option.PROXY, "joe:secret@proxy:80").settings();

        assertThat(settings.toString()).doesNotContain(Reading.KEY, "joe", "secret");
        assertThat(String.valueOf(settings.destination().proxy())).isEqualTo("proxy:80");
    }
}
