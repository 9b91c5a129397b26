package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.line;
import static com.trubrics.appender.testkit.Patience.await;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The configuration is exchanged again and again while the application logs: nothing is lost that the framework handed
 * over, nobody waits for a server, and nothing of what was replaced is left. The same for each way to reconfigure.
 */
public abstract class ReconfigurationContract {

    /** Far less than a server stalls here, and far more than a reconfiguration takes on a busy machine. */
    private static final Duration WITHOUT_WAITING = Duration.ofSeconds(10);

    /** Longer than any test: a request that was given up, and is answered all the same, would arrive twice. */
    private static final String STALL = "30 min";

    private final RecordingServer server = RecordingServer.start();

    /** Other settings, another destination, nothing new, and back to what was first. */
    private static AppenderConfig changed(AppenderConfig config, int round) {
        return switch (round % 4) {
            case 1 -> config.option("flushBatchSize", "7").option("maxInFlight", "2");
            case 2, 3 -> config.option("apiKey", "another-key");
            default -> config;
        };
    }

    /** The running framework, reconfigured in the way that is tested. */
    protected abstract Reconfigurable start(AppenderConfig config);

    /** How many reconfigurations a test does. */
    protected int rounds() {
        return Campaign.rounds(20, 300);
    }

    /** Whether the old appender goes when the new one comes; where it stays, each gets every line. */
    protected boolean replacesAppenders() {
        return true;
    }

    /**
     * Which events the framework handed over to our appenders, as often as it did.
     *
     * @param logged the ids of all events
     */
    protected Collection<String> handedOver(Collection<String> logged) {
        return logged;
    }

    @BeforeEach
    final void forgetEarlierEvents() {
        Witness.forget();
    }

    @AfterEach
    final void stopServer() {
        server.close();
    }

    @Test
    public void underLoadNothingIsLostAndNothingIsLeft() throws Exception {
        List<WeakReference<Object>> replaced = new ArrayList<>();
        Collection<String> logged;
        try (Reconfigurable system = start(config())) {
            SteadyLoad load = SteadyLoad.start(id -> system.logging().log(event(id)));
            for (int round = 1; round <= rounds(); round++) {
                replaced.add(new WeakReference<>(system.appender()));
                system.reconfigure(changed(config(), round));
            }
            logged = load.end();
            assertThat(system.logging().errors()).isEmpty();
            assertThat(system.logging().warnings()).noneMatch(warning -> warning.contains("Trubrics"));
            assertThat(system.listenersForTheEnd()).isEqualTo(1);
            if (replacesAppenders()) {
                awaitCollected(replaced, system);
            }
            system.stop();
            awaitCollected(replaced, system);
        }
        awaitNoThreads();
        eachArrivedOnce(handedOver(logged));
        report(logged.size() + " events");
    }

    @Test
    public void aStalledServerDelaysNeitherTheReconfigurationNorTheNeighbours() throws Exception {
        server.answerAlways(Answer.never());
        AppenderConfig config = config().option("requestTimeout", STALL).option("shutdownTimeout", "30 s");
        Duration longest = Duration.ZERO;
        Duration pause;
        Collection<String> logged;
        try (Reconfigurable system = start(config)) {
            SteadyLoad load = SteadyLoad.start(id -> system.logging().log(event(id)));
            server.awaitRequests(1);
            Witness.watchTheNeighbour();
            for (int round = 1; round <= rounds(); round++) {
                Duration one = time(system, changed(config, round));
                assertThat(one).as("reconfiguration").isLessThan(WITHOUT_WAITING);
                longest = one.compareTo(longest) > 0 ? one : longest;
            }
            pause = Witness.longestPause();
            logged = load.end();
            assertThat(server.events()).as("taken while it stalls").isEmpty();
            server.recover();
        }
        assertThat(pause).as("longest time without a line at the neighbour").isLessThan(WITHOUT_WAITING);
        eachArrivedOnce(handedOver(logged));
        awaitNoThreads();
        report("server stalled, " + logged.size() + " events, longest reconfiguration " + longest.toMillis()
                + " ms, longest pause of the neighbour " + pause.toMillis() + " ms");
    }

    private static Duration time(Reconfigurable system, AppenderConfig config) {
        long begin = System.nanoTime();
        system.reconfigure(config);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Test
    public void oneAppenderStopsAndStartsAgainAndAgain() {
        server.answerNext(Answer.ok().after(Duration.ofMillis(300)));
        int rounds = Campaign.rounds(10, 300);
        try (Reconfigurable system = start(config())) {
            for (int id = 0; id < rounds; id++) {
                system.logging().log(event(id));
                system.stopAppender();
                system.startAppender();
            }
            assertThat(system.listenersForTheEnd()).isEqualTo(1);
        }
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(numbers(rounds));
        awaitNoThreads();
    }

    @Test
    public void anAppenderThatStopsAloneHoldsNobodyAndLosesNothing() {
        server.answerAlways(Answer.never());
        try (Reconfigurable system = start(config().option("requestTimeout", STALL))) {
            system.logging().log(event(0));
            long begin = System.nanoTime();
            system.stopAppender();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(WITHOUT_WAITING);
            server.awaitRequests(1);
            server.recover();
            server.awaitEvents(1);
            awaitNoThreads(); // while the context goes on
        }
        assertThat(ids()).containsExactly("0");
    }

    @Test
    public void aContextWaitsAtItsEndForAnAppenderThatWasStoppedBefore() {
        server.answerNext(Answer.ok().after(Duration.ofMillis(300)));
        try (Reconfigurable system = start(config())) {
            system.logging().log(event(0));
            system.stopAppender();
        }
        assertThat(ids()).containsExactly("0");
    }

    @Test
    public void whatAConfigurationWithoutOurAppenderLeavesBehindIsDeliveredAtTheEndOfTheContext() {
        server.answerNext(Answer.ok().after(Duration.ofMillis(300)));
        try (Reconfigurable system = start(config())) {
            system.logging().log(event(0));
            system.reconfigureWithoutUs();
        }
        assertThat(ids()).containsExactlyElementsOf(handedOver(List.of("0")));
    }

    @Test
    public void aStoppedContextStartsAgain() {
        try (Reconfigurable system = start(config())) {
            for (int id = 0; id < 3; id++) {
                system.logging().log(event(id));
                system.stop();
                assertThat(ids()).containsExactlyElementsOf(numbers(id + 1));
                system.startAgain(config());
            }
        }
        awaitNoThreads();
    }

    private void eachArrivedOnce(Collection<String> handedOver) {
        assertThat(minus(handedOver, ids())).as("lost").isEmpty();
        assertThat(minus(ids(), handedOver)).as("arrived once too often").isEmpty();
    }

    private static List<String> minus(Collection<String> some, Collection<String> others) {
        Map<String, Long> count = others.stream().collect(groupingBy(id -> id, counting()));
        return some.stream().filter(id -> count.merge(id, -1L, Long::sum) < 0).toList();
    }

    private void report(String figures) {
        Campaign.report(getClass().getSimpleName() + ": " + rounds() + " reconfigurations, " + figures);
    }

    private static void awaitCollected(List<WeakReference<Object>> replaced, Reconfigurable system) {
        await().untilAsserted(() -> {
            // Again and again: a pipeline that nobody uses any more still reports in the name of its last appender.
            system.forgetTheReplaced();
            System.gc();
            assertThat(replaced).as("replaced appenders").allMatch(appender -> appender.refersTo(null));
        });
    }

    private static void awaitNoThreads() {
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("trubrics-")));
    }

    private AppenderConfig config() {
        return AppenderConfig.to(server)
                .option("flushInterval", "1 h")
                .option("shutdownTimeout", "1 min")
                .option("queueCapacity", "1000000");
    }

    private static LogLine event(int id) {
        return line().field("event", "Tick").field("id", id).field("user_id", "u1");
    }

    private List<String> ids() {
        return server.events().stream()
                .map(event -> String.valueOf(event.property("id")))
                .toList();
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
