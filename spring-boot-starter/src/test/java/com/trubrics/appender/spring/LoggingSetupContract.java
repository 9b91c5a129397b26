package com.trubrics.appender.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.sandbox.SandboxEvent;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import java.util.List;
import org.apache.commons.logging.impl.NoOpLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What attaching means on each framework. */
abstract class LoggingSetupContract {
    private final SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort());

    /** Starts a framework: a root logger and {@code audit}, each with an appender; additivity is off for audit. */
    abstract LoggingSetup setup();

    /** Logs an event for the user "ada". */
    abstract void log(String logger, String event);

    /** Declares an appender of ours, behind an asynchronous one. */
    abstract void configureAnAppender();

    /** Configures the framework anew, as when its file has changed. */
    abstract void configureAnew();

    /** Stops the framework, which waits for delivery. */
    abstract void stop();

    @AfterEach
    void close() {
        stop();
        server.close();
    }

    @Test
    void theRootLoggerGetsTheAppender() {
        LoggingSetup setup = setup();
        assertThat(setup.isAttached()).isFalse();

        assertThat(attach(setup, "trubrics.host", server.host().toString())).containsExactly("audit");

        assertThat(setup.isAttached()).isTrue();
        log("shop", "Order");
        log("audit", "Unseen");
        assertThat(events()).containsExactly("Order");
    }

    @Test
    void aLoggerThatPassesNothingOnGetsItIfItIsNamed() {
        LoggingSetup setup = setup();
        assertThat(attach(setup, "trubrics.host", server.host().toString(), "trubrics.loggers", "shop,audit.below"))
                .isEmpty();
        log("shop", "Order");
        log("audit.below", "Seen");
        assertThat(events()).containsExactlyInAnyOrder("Order", "Seen");
    }

    @Test
    void noCallIsLostOrSentTwiceWhenOptionsChange() {
        LoggingSetup setup = setup();
        attach(setup, "trubrics.host", server.host().toString(), "trubrics.loggers", "shop");
        log("shop", "Before");
        log("bank", "Unseen");
        setup.reconfigure(
                bind("trubrics.api-key", "k", "trubrics.host", server.host().toString(), "trubrics.loggers", "bank")
                        .toValues());
        log("shop", "Unseen");
        log("bank", "After");
        assertThat(events()).containsExactlyInAnyOrder("Before", "After");
    }

    @Test
    void anAppenderThatHasBeenSwitchedOffSendsNothing() {
        LoggingSetup setup = setup();
        attach(setup, "trubrics.host", server.host().toString());
        setup.reconfigure(
                bind("trubrics.api-key", "k", "trubrics.enabled", "false").toValues());
        log("shop", "Unseen");
        assertThat(events()).isEmpty();
    }

    @Test
    void anAppenderOfTheConfigurationIsFound() {
        LoggingSetup setup = setup();
        attach(setup, "trubrics.host", server.host().toString());
        assertThat(setup.configuredAppender()).isNull();
        configureAnAppender();
        assertThat(setup.configuredAppender()).isEqualTo("OURS");
    }

    @Test
    void aConfigurationThatIsReadAgainGetsTheAppenderBack() {
        LoggingSetup setup = setup();
        LiveApplications applications = new LiveApplications(() -> setup, new NoOpLog());
        applications.join(
                "A",
                bind("trubrics.api-key", "k", "trubrics.host", server.host().toString()));
        configureAnew();
        assertThat(setup.isAttached()).isTrue();
        log("shop", "Order");
        assertThat(events()).containsExactly("Order");
    }

    private static List<String> attach(LoggingSetup setup, String... namesAndValues) {
        String[] all = new String[namesAndValues.length + 2];
        System.arraycopy(namesAndValues, 0, all, 2, namesAndValues.length);
        all[0] = "trubrics.api-key";
        all[1] = "k";
        BoundOptions options = bind(all);
        return setup.attach(options.toValues(), options::names);
    }

    private static BoundOptions bind(String... namesAndValues) {
        return OptionsBinder.bind(Environments.of(namesAndValues));
    }

    private List<String> events() {
        stop();
        return server.good().stream().map(SandboxEvent::name).toList();
    }
}
