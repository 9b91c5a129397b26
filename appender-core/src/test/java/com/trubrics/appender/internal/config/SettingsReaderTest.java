package com.trubrics.appender.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Option;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SettingsReaderTest {

    @Test
    void saysNothingAboutDefaults() {
        assertThat(Reading.withKey().warnings()).isEmpty();
    }

    @Test
    void disabledIsSilent() {
        Reading reading = Reading.ofNothing().set(Option.ENABLED, "False").set(Option.HOST, "nonsense");

        assertThat(reading.read()).isNull();
        assertThat(reading.warnings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "API_KEY")
    void anUnresolvedPlaceholderLeavesTheDefaultOrFailsClosedWithOneWarning(Option option) {
        Settings defaults = Reading.withKey().settings();

        for (String text :
                new String[] {"${env:X}", "a${X}b", "X_IS_UNDEFINED", "http://X_IS_UNDEFINED/y", "ok,${X}", "${X:-${Y}}"
                }) {
            Reading reading = Reading.withKey().set(option, text);
            assertThat(reading.read()).isEqualTo(option.failsClosed() ? null : defaults);
            assertThat(reading.warnings())
                    .containsExactly("Option '" + option.key() + "' is '" + OptionMask.of(option, text)
                            + "': contains an unresolved placeholder; "
                            + (option.failsClosed()
                                    ? "no events will be sent"
                                    : "using " + option.defaultText().replaceFirst("\\.$", ""))
                            + ".");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nullAsTextCountsAsAbsent(Option option) {
        Reading reading =
                Reading.withKey().variable("TRUBRICS_API_KEY", Reading.KEY).set(option, " null ");

        assertThat(reading.settings()).isEqualTo(Reading.withKey().settings());
        assertThat(reading.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "proxy, none",
        "includeMdc, None",
        "excludeMdc, none",
        "loggers, all",
        "userSource, none",
        "defaultUserId, none",
        "userIdHashKey, none",
        "eventIdProperty, none"
    })
    void theWordOfTheTableMeansTheDefault(String key, String word) {
        Reading reading = Reading.withKey().set(key, word);

        assertThat(reading.settings()).isEqualTo(Reading.withKey().settings());
        assertThat(reading.warnings()).isEmpty();
    }

    @Test
    void anUnknownNameIsReportedOnceAndIgnored() {
        Reading reading =
                Reading.withKey().unknown("flushIntervall").unknown("zebra").unknown("zebra");

        assertThat(reading.settings()).isEqualTo(Reading.withKey().settings());
        assertThat(reading.warnings())
                .containsExactly(
                        "Unknown option 'flushIntervall' (did you mean 'flushInterval'?); it is ignored.",
                        "Unknown option 'zebra'; it is ignored.");
    }

    @Test
    void aMisspeltNameOfAnOptionThatFailsClosedDoesSo() {
        Reading reading = Reading.withKey().unknown("exclude_mdc");

        assertThat(reading.read()).isNull();
        assertThat(reading.warnings())
                .containsExactly("Unknown option 'exclude_mdc' (did you mean 'excludeMdc'?); no events will be sent.");
        assertThat(reading.set(Option.ENABLED, "false").warnings()).isEmpty();
    }

    @Test
    void anOptionWithoutTextIsReportedAndFailsClosedOrIsIgnored() {
        String rest =
                " has no text of its own: arrays, nested elements and attributes of an element are not read, and a"
                        + " list is written with commas; ";

        Reading harmful = Reading.withKey().unreadable(Option.LOGGERS);
        assertThat(harmful.read()).isNull();
        assertThat(harmful.warnings()).containsExactly("Option 'loggers'" + rest + "no events will be sent.");

        Reading harmless = Reading.withKey().unreadable(Option.USER_ID_KEY);
        assertThat(harmless.settings()).isEqualTo(Reading.withKey().settings());
        assertThat(harmless.warnings()).containsExactly("Option 'userIdKey'" + rest + "it is ignored.");
    }

    @Test
    void thePropertyAndTheVariableHoldWhereTheOptionIsNotWritten() {
        assertThat(Reading.withKey().variable("TRUBRICS_ENABLED", "false").read())
                .isNull();
        assertThat(Reading.withKey().property("trubrics.enabled", "FALSE").read())
                .isNull();
        assertThat(Reading.ofNothing()
                        .property("trubrics.dryRun", "true")
                        .settings()
                        .destination()
                        .dryRun())
                .isTrue();
        assertThat(Reading.ofNothing()
                        .variable("TRUBRICS_DRY_RUN", "true")
                        .settings()
                        .destination()
                        .dryRun())
                .isTrue();
        assertThat(Reading.withKey()
                        .set(Option.ENABLED, "true")
                        .set(Option.DRY_RUN, "false")
                        .property("trubrics.enabled", "false")
                        .variable("TRUBRICS_DRY_RUN", "true")
                        .settings()
                        .destination()
                        .dryRun())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "trubrics.dry-run,  trubrics.dryRun",
        "trubrics.dryrun,   trubrics.dryRun",
        "trubrics.dry_run,  trubrics.dryRun",
        "TRUBRICS_DRY_RUN,  trubrics.dryRun",
        "TRUBRICS_HOST,     trubrics.host",
        "TRUBRICS_ENABLED,  trubrics.enabled",
        "trubrics.DRY_RUN,  trubrics.dryRun",
        "trubrics.DryRun,   trubrics.dryRun",
        "trubrics.Host,     trubrics.host",
        "Trubrics.Enabled,  trubrics.enabled",
        "trubrics-dry-run,  trubrics.dryRun"
    })
    void aPropertyThatSpellsASwitchDifferentlyFailsClosed(String name, String right) {
        Reading reading = Reading.withKey().property(name, right.endsWith("dryRun") ? "true" : "false");

        assertThat(reading.read()).isNull();
        assertThat(reading.warnings())
                .containsExactly("System property '" + name + "' is set, but nothing reads that name (did you mean '"
                        + right + "'?); no events will be sent.");
        assertThat(reading.property(right, right.endsWith("host") ? "https://a.example" : "true")
                        .warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TRUBRICS_DRYRUN,   TRUBRICS_DRY_RUN",
        "trubrics.dryRun,   TRUBRICS_DRY_RUN",
        "trubrics_dry_run,  TRUBRICS_DRY_RUN",
        "trubrics.host,     TRUBRICS_HOST",
        "Trubrics_Host,     TRUBRICS_HOST",
        "TRUBRICS_dryRun,   TRUBRICS_DRY_RUN"
    })
    void aVariableThatSpellsASwitchDifferentlyFailsClosed(String name, String right) {
        Reading reading = Reading.withKey().variable(name, "true");

        assertThat(reading.read()).isNull();
        assertThat(reading.warnings())
                .containsExactly(
                        "Environment variable '" + name + "' is set, but nothing reads that name (did you mean '"
                                + right + "'?); no events will be sent.");
        assertThat(reading.set(Option.HOST, "https://a.example")
                        .set(Option.DRY_RUN, "false")
                        .warnings())
                .isEmpty();
        assertThat(Reading.withKey().variable(name, " ").warnings()).isEmpty();
    }

    /** Spring reads these names, so one value may apply in each environment. */
    @Test
    void anotherSpellingOfASwitchIsHarmlessIfItsValueIsTheDefault() {
        assertThat(Reading.withKey()
                        .variable("TRUBRICS_DRYRUN", "FALSE")
                        .property("trubrics.dry-run", " false ")
                        .property("TRUBRICS_ENABLED", "true")
                        .warnings())
                .isEmpty();
    }

    @Test
    void otherVariablesOfTheProcessAreNotSpellingsOfASwitch() {
        assertThat(Reading.withKey()
                        .variable("TRUBRICS_SERVICE_HOST", "10.0.0.1")
                        .variable("TRUBRICS_PORT", "tcp://10.0.0.1:80")
                        .property("trubrics.explain", "true")
                        .warnings())
                .isEmpty();
    }

    @Test
    void aBadFlagInTheEnvironmentFailsClosedAndNamesItsSource() {
        Reading reading = Reading.withKey().variable("TRUBRICS_ENABLED", "no");

        assertThat(reading.read()).isNull();
        assertThat(reading.warnings())
                .containsExactly("Environment variable 'TRUBRICS_ENABLED' is 'no': must be true or false; no events"
                        + " will be sent.");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.MATCH_NONE,
            names = {".*_KEY", "PROPERTY_PREFIX"})
    void blankCountsAsAbsent(Option option) {
        Reading reading = Reading.withKey().set(option, " \t");

        assertThat(reading.settings()).isEqualTo(Reading.withKey().settings());
        assertThat(reading.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "enabled    | treu             | must be true or false",
                "enabled    | 1                | must be true or false",
                "dryRun     | yes              | must be true or false",
                "host       | example.com      | must begin with https:// or http://",
                "proxy      | proxy            | must be host:port or user:password@host:port, without http://",
                "loggers    | com.acme.*       | must be logger names separated by commas, without '*', quotes or other special"
                        + " characters (com.acme includes all loggers below it)",
                "includeMdc | tenant region    | must be MDC keys separated by commas, without quotes, and with '*' and '?' as"
                        + " the only special characters ('*' means all)",
                "excludeMdc | .*secret.*       | must be MDC keys separated by commas, without quotes, and with '*' and '?' as"
                        + " the only special characters ('*' means all)",
                "excludeMdc | secret$          | must be MDC keys separated by commas, without quotes, and with '*' and '?' as"
                        + " the only special characters ('*' means all)",
                "excludeMdc | ,                | contains no name"
            })
    void aMistakeThatCouldSendDataAstrayMeansThatNothingIsTaken(String key, String text, String reason) {
        Reading reading = Reading.withKey().set(key, text);

        assertThat(reading.read()).isNull();
        assertThat(reading.warnings())
                .containsExactly("Option '" + key + "' is '" + text + "': " + reason + "; no events will be sent.");
    }

    @Test
    void anUnreadableDryRunDoesNotAskForAKeyAsWell() {
        assertThat(Reading.ofNothing().set(Option.DRY_RUN, "treu").warnings()).hasSize(1);
        assertThat(Reading.ofNothing().set(Option.ENABLED, "treu").warnings()).hasSize(1);
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        assertThat(Reading.withKey()
                        .set(Option.HOST, "nonsense")
                        .set(Option.LOGGERS, "*")
                        .set(Option.FLUSH_BATCH_SIZE, "many")
                        .warnings())
                .hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void noTextMakesItThrowOrSaysMoreThanALine(Option option) {
        List<String> texts = List.of(
                ",",
                "@",
                ":",
                "::",
                "@:",
                ":@",
                "[",
                "[]:1",
                "a:b@[:]:1",
                "-",
                "+",
                ".",
                "%",
                "}",
                "$",
                "${",
                "\\",
                "?",
                "#",
                "http://",
                "http://[",
                "http://@",
                "http://:80",
                "https://x:-1",
                "http://%",
                "//",
                "P",
                "PT",
                "-P",
                "-PT-9223372036854775808S",
                "PT-9223372036854775808S",
                "-9223372036854775808",
                "-1e9",
                "1.",
                "\u0000",
                "a\nb",
                "\ud800",
                "\ud83d\udca5",
                "9".repeat(1_000),
                "x".repeat(100_000),
                "https://" + "a.".repeat(10_000));

        assertThat(texts)
                .allSatisfy(
                        text -> assertThat(Reading.withKey().set(option, text).warnings())
                                .hasSizeLessThanOrEqualTo(1)
                                .allSatisfy(warning ->
                                        assertThat(warning).hasSizeLessThan(400).doesNotContain("\n", "\u0000")));
    }

    @Test
    void theEventIdPropertyIsTrimmed() {
        assertThat(Reading.withKey().settings().eventIdProperty()).isNull();
        assertThat(Reading.withKey()
                        .set(Option.EVENT_ID_PROPERTY, " id ")
                        .settings()
                        .eventIdProperty())
                .isEqualTo("id");
    }

    @Test
    void theProcessHasAnEnvironment() {
        Environment environment = Environment.ofProcess();

        assertThat(environment.properties()).containsKey("java.version").doesNotContainKey("trubrics.noSuchProperty");
        assertThat(environment.variables()).doesNotContainKey("TRUBRICS_NO_SUCH_VARIABLE");
        assertThat(environment.maxHeapBytes()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8899",
        "http://LOCALHOST",
        "http://127.0.0.1:1/api",
        "http://127.1.2.3",
        "http://[::1]:8899"
    })
    void linesAreShownToASandboxOnThisMachine(String host) {
        Reading reading = Reading.withKey().set(Option.HOST, host).set(Option.DISCOVER, "true");

        assertThat(reading.settings().discover()).isTrue();
        assertThat(reading.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.trubrics.com/api/ingestion",
        "https://localhost:8899",
        "https://127.0.0.1",
        "https://localhost.example.org",
        "https://my.localhost",
        "https://10.0.0.7",
        "https://0.0.0.0",
        "https://[fe80::1]",
        "https://127.0.0.1.nip.io"
    })
    void linesAreShownToNoOtherHost(String host) {
        Reading reading = Reading.withKey().set(Option.HOST, host).set(Option.DISCOVER, "true");

        assertThat(reading.settings().discover()).isFalse();
        assertThat(reading.warnings())
                .containsExactly("Option 'discover' needs a sandbox on this machine as 'host', such as"
                        + " http://localhost:8899, but 'host' is '" + host + "'; it is ignored.");
        assertThat(Reading.withKey()
                        .set(Option.HOST, host.replace("https", "http"))
                        .set(Option.DISCOVER, "true")
                        .settings()
                        .discover())
                .isEqualTo(host.matches("https://(localhost:8899|127\\.0\\.0\\.1)"));
    }
}
