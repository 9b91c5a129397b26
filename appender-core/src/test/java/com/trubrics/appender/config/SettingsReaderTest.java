package com.trubrics.appender.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.config.SettingsReader.Environment;
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
    void anUnresolvedPlaceholderCountsAsAbsent(Option option) {
        Settings defaults = Reading.withKey().settings();

        for (String text :
                new String[] {"${env:X}", " a${X}b ", "X_IS_UNDEFINED", "http://X_IS_UNDEFINED/y", "${X:-${Y}}"}) {
            Reading reading = Reading.withKey().set(option, text);
            assertThat(reading.settings()).isEqualTo(defaults);
            assertThat(reading.warnings()).isEmpty();
        }
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
                "loggers    | com.acme.*       | must be logger names separated by commas, without '*' (com.acme covers"
                        + " everything below it)",
                "includeMdc | tenant region    | must be MDC keys separated by commas, with '*' and '?' as the only special"
                        + " characters",
                "excludeMdc | .*secret.*       | must be MDC keys separated by commas, with '*' and '?' as the only special"
                        + " characters",
                "excludeMdc | secret$          | must be MDC keys separated by commas, with '*' and '?' as the only special"
                        + " characters",
                "excludeMdc | ,                | holds no name"
            })
    void aMistakeThatCouldSendDataAstrayMeansThatNothingIsTaken(String key, String text, String reason) {
        Reading reading = Reading.withKey().set(key, text);

        assertThat(reading.read()).isNull();
        assertThat(reading.warnings())
                .containsExactly("Option '" + key + "' is '" + text + "': " + reason + "; no events are taken.");
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

        assertThat(environment.property().apply("java.version")).isNotBlank();
        assertThat(environment.property().apply("trubrics.noSuchProperty")).isNull();
        assertThat(environment.variable().apply("TRUBRICS_NO_SUCH_VARIABLE")).isNull();
        assertThat(environment.maxHeapBytes()).isPositive();
    }
}
