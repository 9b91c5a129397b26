package com.trubrics.appender.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.trubrics.appender.Option;
import com.trubrics.appender.internal.config.MappingSettings.Keys;
import com.trubrics.appender.internal.config.MappingSettings.LogDetails;
import com.trubrics.appender.internal.config.MappingSettings.Properties;
import com.trubrics.appender.internal.config.MappingSettings.TimestampUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingReaderTest {

    @Test
    void hasTheDocumentedDefaults() {
        assertThat(Reading.withKey().settings().mapping())
                .isEqualTo(new MappingSettings(
                        new Keys(
                                List.of("user_id"),
                                List.of("event"),
                                List.of("properties"),
                                List.of("timestamp"),
                                List.of("text"),
                                List.of("prompt"),
                                List.of("generation"),
                                List.of("assistant_id"),
                                List.of("latency"),
                                List.of("thread_id")),
                        new Properties("properties.", List.of(), List.of(), Map.of(), LogDetails.NONE),
                        List.of(),
                        null,
                        false,
                        TimestampUnit.NONE));
    }

    @Test
    void aKeyMayHaveAlternatives() {
        Reading reading = Reading.withKey().set(Option.USER_ID_KEY, " user_id, userId ,,uid,uid ");

        assertThat(reading.settings().mapping().keys().userId()).containsExactly("user_id", "userId", "uid");
        assertThat(reading.warnings()).isEmpty();
    }

    @Test
    void blankSwitchesAKeyOrThePrefixOff() {
        Reading reading = Reading.withKey().set(Option.TEXT_KEY, "").set(Option.PROPERTY_PREFIX, " ");

        assertThat(reading.settings().mapping().keys().text()).isEmpty();
        assertThat(reading.settings().mapping().properties().prefix()).isEmpty();
        assertThat(reading.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", " NONE "})
    void theWordNoneSwitchesAKeyOrThePrefixOff(String none) {
        Reading reading = Reading.withKey()
                .set(Option.TEXT_KEY, none)
                .set(Option.USER_ID_KEY, none)
                .set(Option.PROPERTY_PREFIX, none);

        assertThat(reading.settings().mapping().keys().text()).isEmpty();
        assertThat(reading.settings().mapping().keys().userId()).isEmpty();
        assertThat(reading.settings().mapping().properties().prefix()).isEmpty();
        assertThat(reading.warnings()).isEmpty();
    }

    @Test
    void aListWhereOneNameIsMeantIsReported() {
        Reading prefix = Reading.withKey().set(Option.PROPERTY_PREFIX, "properties.,p.");
        assertThat(prefix.settings().mapping().properties().prefix()).isEqualTo("properties.");
        assertThat(prefix.warnings())
                .containsExactly("Option 'propertyPrefix' is 'properties.,p.': must be a single prefix, not a list, and"
                        + " without quotes; using properties.");

        Reading id = Reading.withKey().set(Option.EVENT_ID_PROPERTY, "id,event_id");
        assertThat(id.settings().eventIdProperty()).isEqualTo("id,event_id");
        assertThat(id.warnings())
                .containsExactly("Option 'eventIdProperty' is 'id,event_id': must be one name, not a list;"
                        + " the commas become part of the name.");
    }

    @Test
    void aQuotedKeyIsAMistake() {
        Reading reading = Reading.withKey().set(Option.USER_ID_KEY, "'uid'");

        assertThat(reading.settings().mapping().keys().userId()).containsExactly("user_id");
        assertThat(reading.warnings()).singleElement().asString().contains("userIdKey", "'uid'", "using user_id");
    }

    @Test
    void aKeyWithoutANameIsAMistake() {
        Reading reading = Reading.withKey().set(Option.EVENT_KEY, " , ");

        assertThat(reading.settings().mapping().keys().event()).containsExactly("event");
        assertThat(reading.warnings()).containsExactly("Option 'eventKey' is ',': contains no name; using event.");
    }

    @Test
    void oneNameForTwoFieldsIsWarnedAboutAndKept() {
        Reading reading = Reading.withKey().set(Option.USER_ID_KEY, "uid,event").set(Option.TEXT_KEY, "event");

        assertThat(reading.settings().mapping().keys().userId()).containsExactly("uid", "event");
        assertThat(reading.warnings())
                .containsExactly(
                        "The field 'event' is named by more than one option ('userIdKey', 'eventKey', 'textKey');"
                                + " all of them read it.");
    }

    @Test
    void readsListsOfLoggersAndGlobs() {
        MappingSettings mapping = Reading.withKey()
                .set(Option.LOGGERS, "com.acme.events, org.apache.[Catalina] ,App$Inner")
                .set(Option.INCLUDE_MDC, "tenant,region-*,trace?,a.*,$thread_id,$*,*,@x,a:b/c#d,größe")
                .set(Option.EXCLUDE_MDC, "*password*, region-x")
                .settings()
                .mapping();

        assertThat(mapping.loggers()).containsExactly("com.acme.events", "org.apache.[Catalina]", "App$Inner");
        assertThat(mapping.properties().includeMdc())
                .containsExactly(
                        "tenant", "region-*", "trace?", "a.*", "$thread_id", "$*", "*", "@x", "a:b/c#d", "größe");
        assertThat(mapping.properties().excludeMdc()).containsExactly("*password*", "region-x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                " , ,",
                "*",
                "com.acme.*",
                "com.?",
                "a b",
                "a;b",
                "com.acme.",
                ".acme",
                "com..acme",
                "ok,a b",
                "'com.acme'",
                "\"com.acme\"",
                "com.acme%",
                "com.acme|com.other",
                "com.acme{x}",
                "“com.acme”",
                "com.acme ",
                "com.acme，com.other",
                "ok,com.acme​"
            })
    void refusesWhatNoLoggerIsCalled(String text) {
        assertThat(Reading.withKey().set(Option.LOGGERS, text).read()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "a b",
                "a;b",
                ".*",
                ".*token.*",
                "!token",
                "[a-z]",
                "(a)",
                "a{2}",
                "^a",
                "a$",
                "a|b",
                "a\\d",
                "a+",
                "ok,a|b",
                "\"secret\"",
                "'token'",
                "\"secret\",'token'",
                "`secret`",
                "«secret»",
                "„secret“",
                "%secret%",
                "secret%",
                "/secret/",
                "*,-secret",
                "@secret.keys@",
                "all",
                "ALL",
                "<secret>",
                "secret=x",
                "~secret",
                "secret ",
                "secret​",
                "secret，token",
                "ok,'x'"
            })
    void refusesWhatIsNoGlob(String text) {
        assertThat(Reading.withKey().set(Option.INCLUDE_MDC, text).read()).isNull();
        assertThat(Reading.withKey().set(Option.EXCLUDE_MDC, text).read()).isNull();
    }

    @Test
    void readsTheOtherOptions() {
        MappingSettings mapping = Reading.withKey()
                .set(Option.PROPERTY_PREFIX, " p_ ")
                .set(Option.INCLUDE_LOG_CONTEXT, "true")
                .set(Option.INCLUDE_EXCEPTION, "true")
                .set(Option.DEFAULT_USER_ID, " system ")
                .set(Option.EVENT_FROM_MESSAGE, "True")
                .set(Option.TIMESTAMP_UNIT, " MS ")
                .settings()
                .mapping();

        assertThat(mapping.properties().prefix()).isEqualTo("p_");
        assertThat(mapping.properties().details()).isEqualTo(new LogDetails(true, true));
        assertThat(mapping.defaultUserId()).isEqualTo("system");
        assertThat(mapping.eventFromMessage()).isTrue();
        assertThat(mapping.timestampUnit()).isEqualTo(TimestampUnit.MS);
    }

    @Test
    void badFlagsAreFalse() {
        Reading reading =
                Reading.withKey().set(Option.INCLUDE_LOG_CONTEXT, "on").set(Option.EVENT_FROM_MESSAGE, "1");

        assertThat(reading.settings().mapping())
                .isEqualTo(Reading.withKey().settings().mapping());
        assertThat(reading.warnings())
                .containsExactly(
                        "Option 'includeLogContext' is 'on': must be true or false; using false.",
                        "Option 'eventFromMessage' is '1': must be true or false; using false.");
    }

    @Test
    void aBadUnitIsNone() {
        Reading reading = Reading.withKey().set(Option.TIMESTAMP_UNIT, "minutes");

        assertThat(reading.settings().mapping().timestampUnit()).isEqualTo(TimestampUnit.NONE);
        assertThat(reading.warnings())
                .containsExactly("Option 'timestampUnit' is 'minutes': must be none, s or ms; using none.");
    }

    @Test
    void staticPropertiesKeepTheirOrderAndTheLastOfANameWins() {
        Reading reading = Reading.withKey()
                .staticProperty("plan", "free")
                .staticProperty(" app ", " shop ")
                .staticProperty("plan", "pro");

        assertThat(reading.settings().mapping().properties().fixed())
                .containsExactly(entry("plan", "pro"), entry("app", "shop"));
        assertThat(reading.warnings()).isEmpty();
    }

    @Test
    void anIncompleteStaticPropertyIsLeftOut() {
        Reading reading = Reading.withKey()
                .staticProperty(null, "secret")
                .staticProperty(" ", "secret")
                .staticProperty("plan", null)
                .staticProperty("zone", "${env:ZONE}")
                .staticProperty("app", "shop");

        String rest = " needs a name and a value, both without unresolved placeholders; it is left out.";
        assertThat(reading.settings().mapping().properties().fixed()).containsExactly(entry("app", "shop"));
        assertThat(reading.warnings())
                .containsExactly(
                        "The 'staticProperty' without a name" + rest,
                        "The 'staticProperty' without a name" + rest,
                        "The 'staticProperty' named 'plan'" + rest,
                        "The 'staticProperty' named 'zone'" + rest);
    }
}
