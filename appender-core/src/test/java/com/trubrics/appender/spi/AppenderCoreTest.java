package com.trubrics.appender.spi;

import static com.trubrics.appender.testkit.Patience.await;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.Option;
import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.internal.config.Environment;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.config.SettingsReader;
import com.trubrics.appender.testkit.Answer;
import com.trubrics.appender.testkit.RecordedEvent;
import com.trubrics.appender.testkit.RecordingServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** An appender without its framework. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // our waits are not interruptible
class AppenderCoreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RecordingServer server = RecordingServer.start();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Object system = new Object();
    private final Diagnostics diagnostics = (level, message, cause) -> said.add(level + " " + message);

    @AfterEach
    void stopServer() {
        server.close();
    }

    private OptionValues options() {
        OptionValues options = new OptionValues();
        options.set(Option.API_KEY, "key");
        options.set(Option.HOST, server.host());
        options.set(Option.FLUSH_INTERVAL, "1 h");
        options.set(Option.SHUTDOWN_TIMEOUT, "20 s");
        return options;
    }

    private AppenderCore<Map<String, Object>> start(OptionValues options) {
        return AppenderCore.start(options, new MapCalls(), new AppenderHost(system, "test", diagnostics, List::of));
    }

    private void stop(AppenderCore<Map<String, Object>> core) {
        core.stop();
        AppenderCore.systemStopped(system, Duration.ZERO);
    }

    private static Map<String, Object> call(String event) {
        return Map.of("event", event, "user_id", "ana");
    }

    private List<@Nullable String> arrived() {
        return server.events().stream().map(event -> event.field("event")).toList();
    }

    private DeliveryStats stats() {
        return TrubricsClient.allStats().stream()
                .filter(stats -> stats.destination().equals(server.host()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLogCallArrivesAsAnEvent() {
        AppenderCore<Map<String, Object>> core = start(options());
        core.append(Map.of("event", "Sign Up", "user_id", "ana", "country", "USA"));
        core.append(Map.of("country", "USA"));
        stop(core);

        assertThat(core.isActive()).isTrue();
        assertThat(server.events())
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .returns("ana", sent -> sent.field("user_id"))
                        .returns("Sign Up", sent -> sent.field("event"))
                        .returns("USA", (RecordedEvent sent) -> sent.property("country")));
        assertThat(stats().seen()).isEqualTo(1);
        assertThat(stats().ignored()).isEqualTo(1);
    }

    @Test
    void withoutUsableOptionsItTakesNothing() {
        OptionValues options = options();
        options.set(Option.HOST, "ftp://example.test");
        AppenderCore<Map<String, Object>> core = start(options);

        assertThat(core.isActive()).isFalse();
        assertThat(said).singleElement().satisfies(text -> assertThat(text).startsWith("WARNING"));
        assertThatCode(() -> {
                    core.append(call("Sign Up"));
                    core.release();
                    core.stop();
                    AppenderCore.systemStopped(system, Duration.ofDays(1));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void oneThatFailsHalfwayThroughItsStartLeavesNoUserOfThePipelineBehind() {
        OptionValues explained = options();
        explained.set(Option.EXPLAIN, "true");
        Settings settings = requireNonNull(SettingsReader.read(explained, Environment.ofProcess(), warning -> {}));
        AppenderHost failing = new AppenderHost(new Object(), "failing", diagnostics, List::of);
        assertThatThrownBy(() ->
                        AppenderParts.open(settings, new AppenderScope(settings), missing(), new MapCalls(), failing))
                .isInstanceOf(NullPointerException.class);

        OptionValues others = options();
        others.set(Option.FLUSH_BATCH_SIZE, "7");
        AppenderCore<Map<String, Object>> core = start(others);
        assertThat(said).as("no conflict with one that is not there").isEmpty();
        stop(core);
    }

    /** Stands for whatever may go wrong once the pipeline is open. */
    @SuppressWarnings({"NullAway", "DataFlowIssue"})
    private static OptionValues missing() {
        return null;
    }

    @Test
    void aSinkThatThrowsDoesNotKeepItFromStarting() {
        OptionValues options = options();
        options.set(Option.MAX_IN_FLIGHT, "many");
        Diagnostics throwing = (level, message, cause) -> {
            throw new AssertionError("of the framework");
        };
        AppenderCore<Map<String, Object>> core =
                AppenderCore.start(options, new MapCalls(), new AppenderHost(system, "test", throwing, List::of));
        core.append(call("Sign Up"));
        stop(core);

        assertThat(arrived()).containsExactly("Sign Up");
    }

    @Test
    void aCallThatCannotBeReadIsCountedAndThrowsNothing() {
        AppenderCore<Map<String, Object>> core = AppenderCore.start(
                options(),
                new MapCalls() {
                    @Override
                    public String loggerName(Map<String, Object> call) {
                        throw new OutOfMemoryError("not really");
                    }
                },
                new AppenderHost(system, "test", diagnostics, List::of));

        assertThatCode(() -> core.append(call("Sign Up"))).doesNotThrowAnyException();
        stop(core);
        assertThat(stats().dropped(DropReason.INTERNAL_ERROR)).isEqualTo(1);
        await().until(() -> said.stream().anyMatch(text -> text.contains("ran out during a log call")));
    }

    @Test
    void aReconfigurationLosesNothing() {
        AppenderCore<Map<String, Object>> before = start(options());
        before.append(call("1"));
        before.release();
        AppenderCore<Map<String, Object>> after = start(options());
        before.append(call("2"));
        after.append(call("3"));
        stop(after);

        assertThat(arrived()).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void aStoppingSystemWaitsForWhatItsAppenderLeftBehind() {
        server.answerAlways(Answer.ok().after(Duration.ofMillis(200)));
        AppenderCore<Map<String, Object>> core = start(options());
        core.append(call("1"));
        core.release();
        AppenderCore.systemStopped(system, PATIENCE);

        assertThat(arrived()).containsExactly("1");
        assertThat(stats().pending()).isZero();
    }

    @Test
    void aStopDoesNotWaitAndWhatIsLeftIsDeliveredInTheBackground() {
        OptionValues options = options();
        options.set(Option.SHUTDOWN_TIMEOUT, "0 s");
        server.answerAlways(Answer.never());
        AppenderCore<Map<String, Object>> core = start(options);
        core.append(call("1"));
        core.stop(); // or the test's timeout ends it
        assertThat(stats().pending()).isEqualTo(1);
        server.recover();

        assertThat(TrubricsClient.flushAll(PATIENCE)).isTrue();
        assertThat(arrived()).containsExactly("1");
        assertThat(stats().dropped()).isZero();
    }

    @Test
    void afterTheStopCallsAreCountedAsClosed() {
        AppenderCore<Map<String, Object>> core = start(options());
        core.append(call("1"));
        stop(core);
        core.append(call("2"));
        core.append(Map.of("country", "USA"));

        assertThat(stats().dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(arrived()).containsExactly("1");
    }
}
