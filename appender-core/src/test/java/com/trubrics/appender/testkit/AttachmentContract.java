package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Two mistakes in attaching appenders to loggers that cost events, or send them twice, without a word: both are warned
 * about, once; set-ups that only look alike are not.
 */
public abstract class AttachmentContract extends AppenderContract {
    /** At the root, beside ours. */
    protected static final String SHARED = "SHARED";

    /** At no other logger. */
    protected static final String OWN = "OWN";

    /** The appender of the {@link AppenderConfig}, at the root. */
    protected static final String OURS = "TRUBRICS";

    private static final String TWIN = "TWIN";
    private static final String LOGGER = "com.acme";

    /**
     * A logger below the root.
     *
     * @param appenders those attached to it
     * @param more further appenders of ours by name; each is there only if it is attached
     */
    public record Below(String name, boolean additive, List<String> appenders, Map<String, AppenderConfig> more) {}

    /** Starts the framework with these appenders, and two of its own. */
    protected abstract LoggingSystem start(AppenderConfig config, Below logger);

    @Override
    protected final LoggingSystem configure(AppenderConfig config) {
        return start(config, below(true));
    }

    private static Below below(boolean additive, String... appenders) {
        return new Below(LOGGER, additive, List.of(appenders), Map.of());
    }

    private List<String> warnings(AppenderConfig config, Below logger) {
        LoggingSystem system = start(config, logger);
        try (system) {
            system.log(line().from(LOGGER + ".Shop").field("event", "Sign Up").field("user_id", "u1"));
        }
        assertThat(system.errors()).isEmpty();
        return system.warnings().stream()
                .filter(warning -> warning.contains("additivity"))
                .toList();
    }

    @Test
    public void aLoggerThatDiffersFromTheRootOnlyInThatItLacksUsIsWarnedAbout() {
        assertThat(warnings(config(), below(false, SHARED)))
                .singleElement()
                .asString()
                .contains("'" + LOGGER + "'", OURS, "additivity");
        assertThat(server().events()).isEmpty();
    }

    @Test
    public void aLoggerThatTheOptionLoggersAsksForIsWarnedAbout() {
        assertThat(warnings(config().option("loggers", LOGGER + ".Shop"), below(false, OWN)))
                .singleElement()
                .asString()
                .contains("'" + LOGGER + "'");
    }

    @Test
    public void aLoggerThatAnEventRuleNamesIsWarnedAbout() {
        AppenderConfig config =
                config().rule("logger", LOGGER + ".Shop", "message", "{user_id} came", "event", "Sign In");
        assertThat(warnings(config, below(false, OWN)))
                .singleElement()
                .asString()
                .contains("'" + LOGGER + "'");
    }

    @Test
    public void aLoggerWithAnAppenderOfItsOwnIsOrdinary() {
        assertThat(warnings(config(), below(false, OWN))).isEmpty();
    }

    @Test
    public void aLoggerThatIsSilencedIsOrdinary() {
        assertThat(warnings(config(), below(false))).isEmpty();
    }

    @Test
    public void aLoggerWhoseCallsAreNoEventsAnywayIsOrdinary() {
        assertThat(warnings(config().option("loggers", "org.other"), below(false, SHARED)))
                .isEmpty();
    }

    @Test
    public void aLoggerThatHasUsAsWellIsOrdinary() {
        assertThat(warnings(config(), below(false, SHARED, OURS))).isEmpty();
        assertThat(server().events()).hasSize(1);
    }

    @Test
    public void oneAppenderAtTwoLevelsIsWarnedAbout() {
        assertThat(warnings(config(), below(true, OURS)))
                .singleElement()
                .asString()
                .contains("'" + LOGGER + "'", "'" + OURS + "'", "root", "twice");
        assertThat(server().events()).hasSize(2);
    }

    @Test
    public void twoAppendersToOneDestinationAreWarnedAboutOnce() {
        Below twin = new Below(LOGGER, true, List.of(TWIN), Map.of(TWIN, config()));
        assertThat(warnings(config(), twin))
                .singleElement()
                .asString()
                .contains("'" + LOGGER + "'", "'" + OURS + "'", "'" + TWIN + "'", "twice");
        assertThat(server().events()).hasSize(2);
    }

    @Test
    public void twoAppendersToDifferentDestinationsAreOrdinary() {
        Below elsewhere = new Below(LOGGER, true, List.of(TWIN), Map.of(TWIN, config().option("apiKey", "another")));
        assertThat(warnings(config(), elsewhere)).isEmpty();
    }

    @Test
    public void anAppenderForADedicatedLoggerIsOrdinary() {
        Below dedicated =
                new Below(LOGGER, true, List.of(TWIN), Map.of(TWIN, config().option("eventFromMessage", "true")));
        assertThat(warnings(config(), dedicated)).isEmpty();
    }

    @Test
    public void behindAnAsynchronousAppenderWeAreSeenToo() {
        assertThat(warnings(config().with(AppenderConfig.Trait.ASYNC), below(false, SHARED)))
                .singleElement()
                .asString()
                .contains("'" + LOGGER + "'", OURS);
    }
}
