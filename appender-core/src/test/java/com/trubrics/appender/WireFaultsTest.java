package com.trubrics.appender;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.Exchange;
import com.trubrics.appender.testkit.Fault;
import com.trubrics.appender.testkit.FaultyServer;
import com.trubrics.appender.testkit.Mark;
import com.trubrics.appender.testkit.Policy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault of a server or its connection, once, in front of a client with nothing else to do; then all is well. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class WireFaultsTest {

    private static final int EVENTS = 5;
    private static final AtomicInteger KEYS = new AtomicInteger();

    private final FaultyServer server = FaultyServer.start(new Policy(Integer.MAX_VALUE, false));

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** Those that pause an endpoint for 5 s or a host for 5 minutes are lived through with a clock by hand. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "UNAUTHORIZED",
                "FORBIDDEN",
                "NOT_FOUND",
                "REDIRECTED",
                "THROTTLED_FOR_YEARS",
                "REFUSED_CONNECTIONS"
            })
    void theSameEventsGoAgainUntilTheyAreTaken(Fault fault) {
        deliverAfter(fault);

        // In parts, if the fault was met several times before it ended; twice, if the answer was lost.
        assertThat(server.exchanges()).allSatisfy(exchange -> assertThat(ids()).containsAll(exchange.ids()));
        assertThat(taken()).hasSameElementsAs(ids());
        assertThat(server.surprises()).isEmpty();
    }

    @Test
    void aPortThatIsClosedForAWhileCostsNoEvent() {
        deliverAfter(Fault.REFUSED_CONNECTIONS);

        assertThat(taken()).containsExactlyInAnyOrderElementsOf(ids());
    }

    private void deliverAfter(Fault fault) {
        server.play(fault);
        try (TrubricsClient client = client()) {
            ids().forEach(id -> client.track(
                    UserEvent.builder("u", "Tick").property("id", id).build()));
            client.flush(Duration.ZERO);
            server.awaitMoreRequests(1, Duration.ofSeconds(1));
            server.play(Fault.NONE);

            assertThat(client.flush(ClientRig.PATIENCE)).isTrue();
            assertThat(client.stats().delivered()).isEqualTo(EVENTS);
        }
    }

    private List<String> taken() {
        return server.exchanges().stream()
                .filter(Exchange::isTaken)
                .flatMap(exchange -> exchange.ids().stream())
                .toList();
    }

    private static List<String> ids() {
        return IntStream.range(0, EVENTS).mapToObj(Mark::unmarked).toList();
    }

    private TrubricsClient client() {
        return TrubricsClient.builder()
                .host(server.host("a"))
                .apiKey("wire-faults-" + KEYS.incrementAndGet() + "-a")
                .option(Option.INITIAL_BACKOFF, "5 ms")
                .option(Option.MAX_BACKOFF, "20 ms")
                .diagnostics((level, message, cause) -> assertThat(level).isNotEqualTo(System.Logger.Level.ERROR))
                .build();
    }
}
