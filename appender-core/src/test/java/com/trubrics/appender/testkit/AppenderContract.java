package com.trubrics.appender.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.internal.transport.http.Endpoint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/**
 * What both appenders must do alike: a real configuration, real log calls, a real server, and the same JSON at its end.
 * The contracts below it hold the scenarios; a face subclasses each and says how to configure its framework.
 */
public abstract class AppenderContract {
    private final Instant earliest = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final RecordingServer server = RecordingServer.start();

    /** Starts the framework with this configuration, in the state in which an application finds it. */
    protected abstract LoggingSystem configure(AppenderConfig config);

    @AfterEach
    final void stopServer() {
        server.close();
    }

    /** The server of this test. */
    protected final RecordingServer server() {
        return server;
    }

    /** The server and a key, nothing else. */
    protected final AppenderConfig config() {
        return AppenderConfig.to(server);
    }

    /** Runs the framework until everything is delivered. No configuration and no line may lead to an ERROR status. */
    protected final Report run(AppenderConfig config, Consumer<LoggingSystem> action) {
        LoggingSystem logging = configure(config);
        try (logging) {
            action.accept(logging);
        }
        assertThat(logging.errors()).as("ERROR statuses").isEmpty();
        return new Report(goldens(), logging.warnings(), logging.neighbourLines());
    }

    /** Logs these lines and runs until everything is delivered. */
    protected final Report log(AppenderConfig config, LogLine... lines) {
        return run(config, logging -> List.of(lines).forEach(logging::log));
    }

    private Map<Endpoint, List<String>> goldens() {
        Instant latest = Instant.now();
        return Map.of(
                Endpoint.EVENTS, goldens(Endpoint.EVENTS, latest),
                Endpoint.LLM_EVENTS, goldens(Endpoint.LLM_EVENTS, latest));
    }

    private List<String> goldens(Endpoint endpoint, Instant latest) {
        return server.events().stream()
                .filter(event -> event.endpoint() == endpoint)
                .map(event -> event.golden(earliest, latest))
                .toList();
    }

    /**
     * What a run came to.
     *
     * @param goldens the events that arrived, as {@link RecordedEvent#golden} writes them
     * @param warnings WARN statuses
     * @param neighbourLines what the appender beside ours took
     */
    protected record Report(Map<Endpoint, List<String>> goldens, List<String> warnings, List<String> neighbourLines) {

        /** User events, in the order of their arrival. */
        List<String> userEvents() {
            return goldens.getOrDefault(Endpoint.EVENTS, List.of());
        }

        /** LLM events, in the order of their arrival. */
        List<String> llmEvents() {
            return goldens.getOrDefault(Endpoint.LLM_EVENTS, List.of());
        }

        /** Exactly this user event arrived, and nothing else. */
        void isUserEvent(String golden) {
            assertThat(userEvents()).containsExactly(golden);
            assertThat(llmEvents()).isEmpty();
        }

        /** Exactly this LLM event arrived, and nothing else. */
        void isLlmEvent(String golden) {
            assertThat(llmEvents()).containsExactly(golden);
            assertThat(userEvents()).isEmpty();
        }

        /** Nothing arrived. */
        void isNothing() {
            assertThat(userEvents()).isEmpty();
            assertThat(llmEvents()).isEmpty();
        }

        /** There was one warning, and it names all of these. */
        void warnsOnceAbout(String... parts) {
            assertThat(warnings).singleElement().asString().contains(parts);
        }

        /** There was no warning. */
        void warnsAboutNothing() {
            assertThat(warnings).isEmpty();
        }
    }
}
