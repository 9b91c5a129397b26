package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.line;
import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The appender warns about event rules that no line can reach. It does so after the first event, when the application has
 * set its levels.
 */
public abstract class RuleReachContract extends AppenderContract {
    /** Far beyond what a busy machine needs: reached only by a test that fails. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final LogLine EVENT =
            line().from("com.acme.Shop").field("event", "Sign Up").field("user_id", "u1");

    /** A logger below the root, without appenders of its own, and its level. */
    public record Below(String name, String level, boolean additive) {}

    /** Starts the framework with these loggers; the root logs INFO and above, to our appender. */
    protected abstract LoggingSystem start(AppenderConfig config, List<Below> loggers);

    /** Sets a level as an application does that has started. */
    protected abstract void setLevel(LoggingSystem system, String logger, Level level);

    @Override
    protected final LoggingSystem configure(AppenderConfig config) {
        return start(config, List.of());
    }

    private static List<String> warnings(LoggingSystem system) {
        return system.warnings().stream()
                .filter(warning -> warning.contains("Event rule "))
                .toList();
    }

    private static AppenderConfig rule(AppenderConfig config, String logger, String level) {
        return config.rule(
                "logger", logger, "level", level, "message", "{user_id} came", "event", "Sign In to " + logger);
    }

    @Test
    public void rulesThatNoLineCanReachAreWarnedAboutAfterTheFirstEvent() {
        AppenderConfig config = rule(config(), "com.acme.debug", "DEBUG");
        config = rule(config, "com.acme.late", "DEBUG");
        config = rule(config, "com.acme.works", "INFO");
        config = rule(config, "com.acme.silent", "INFO");
        config = config.rule("logger", "com.acme.off.Shop", "message", "{user_id} came", "event", "Sign In");
        LoggingSystem system = start(
                config,
                List.of(
                        new Below("com.acme.works", "DEBUG", true),
                        new Below("com.acme.silent", "INFO", false),
                        new Below("com.acme.off", "OFF", true)));
        try (system) {
            setLevel(system, "com.acme.late", Level.DEBUG);
            system.log(EVENT);
            await().atMost(PATIENCE).until(() -> warnings(system).size() >= 3);
            assertThat(warnings(system)).hasSize(3);
            assertThat(warnings(system).get(0))
                    .contains("rule 1", "'com.acme.debug'", "requires level DEBUG", "is INFO");
            assertThat(warnings(system).get(1)).contains("rule 4", "'com.acme.silent'", "additivity");
            assertThat(warnings(system).get(2)).contains("rule 5", "'com.acme.off.Shop'", "is OFF");
        }
        assertThat(system.errors()).isEmpty();
    }

    @Test
    public void anAppenderThatStopsBeforeSaysNothingAndLeavesNoThread() {
        LiveThreads.awaitTheEndOfAllStartedBy(() -> {
            LoggingSystem system = start(rule(config(), "com.acme.debug", "DEBUG"), List.of());
            system.close();
            assertThat(warnings(system)).isEmpty();
        });
    }
}
