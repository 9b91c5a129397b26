package com.trubrics.appender.internal.transport.http;

import static com.trubrics.appender.internal.transport.http.Samples.batch;
import static com.trubrics.appender.internal.transport.http.Samples.event;
import static com.trubrics.appender.internal.transport.http.Samples.settings;
import static com.trubrics.appender.internal.transport.http.Samples.within;
import static com.trubrics.appender.testkit.Patience.await;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.transport.CancelSignal;
import com.trubrics.appender.internal.transport.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** When a transport gives up what it has: connections, addresses, threads. And names that nobody resolves. */
@Timeout(60)
@DisabledOnOs(value = OS.MAC, disabledReason = "has one loopback address only")
class FreshStartsTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private static final String SICK = "HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n";
    private static final InetAddress FIRST = address(127, 0, 0, 1);
    private static final InetAddress SECOND = address(127, 0, 0, 2);

    private final List<AutoCloseable> open = new ArrayList<>();
    private @Nullable OkHttpTransport transport;

    private static InetAddress address(int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress("ingest.example", raw);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void anOutageIsNotAskedOnTheSameConnectionForEver() throws IOException {
        RawServer server = serve(FIRST, SICK);
        open(server.port(), host -> List.of(FIRST));
        for (int i = 0; i < FailureStreak.ENOUGH; i++) {
            send();
        }
        assertThat(server.connections()).isEqualTo(1);
        send();
        assertThat(server.connections()).isEqualTo(2);
        send();
        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    void afterAnOutageTheNewConnectionIsKept() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        RawServer server = add(RawServer.playing(connection -> {
            while (true) {
                connection.readRequest();
                connection.write(requests.incrementAndGet() <= FailureStreak.ENOUGH ? SICK : OK);
            }
        }));
        open(server.port(), host -> List.of(FIRST));
        for (int i = 0; i < FailureStreak.ENOUGH + 3; i++) {
            send();
        }
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void aServerThatMovesIsFoundAtItsNewAddress() throws IOException {
        RawServer before = serve(FIRST, SICK);
        serve(SECOND, before.port(), OK);
        AtomicBoolean moved = new AtomicBoolean();
        open(before.port(), host -> List.of(moved.get() ? SECOND : FIRST));
        send();
        moved.set(true);

        assertThat(failuresUntilDelivered()).isLessThan(FailureStreak.ENOUGH);
    }

    @Test
    void afterA401TheNextAttemptFindsAServerThatHasMoved() throws IOException {
        RawServer before = serve(FIRST, "HTTP/1.1 401 X\r\nContent-Length: 0\r\n\r\n");
        serve(SECOND, before.port(), OK);
        AtomicBoolean moved = new AtomicBoolean();
        open(before.port(), host -> List.of(moved.get() ? SECOND : FIRST));
        assertThat(send()).matches(answer -> answer.kind() == RequestOutcome.UNAUTHORIZED);
        moved.set(true);

        assertThat(send()).isEqualTo(Outcome.accepted());
    }

    @Test
    void whereOneOfTwoAddressesIsSickTheOtherOneIsTried() throws IOException {
        RawServer sick = serve(FIRST, SICK);
        RawServer well = serve(SECOND, sick.port(), OK);
        open(sick.port(), host -> List.of(FIRST, SECOND));

        assertThat(failuresUntilDelivered()).isEqualTo(FailureStreak.ENOUGH);
        send();
        assertThat(well.requests()).as("and the other one is kept to").hasSize(2);
    }

    @Test
    void whereOneOfTwoAddressesHangsTheOtherOneIsTriedNext() throws IOException {
        RawServer hung = add(RawServer.playing(RawServer.Connection::hang));
        serve(SECOND, hung.port(), OK);
        open(hung.port(), host -> List.of(FIRST, SECOND));

        assertThat(send(within(Duration.ofMillis(200)))).matches(answer -> answer.kind() == RequestOutcome.UNREACHABLE);
        assertThat(send()).isEqualTo(Outcome.accepted());
    }

    @Test
    void anotherKindOfAddressIsTriedToo() {
        InetAddress six = address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
        List<InetAddress> both = List.of(six, FIRST);

        assertThat(NameService.inTurn(both, 0)).containsExactly(six, FIRST);
        assertThat(NameService.inTurn(both, 1))
                .as("OkHttp would begin with IPv6")
                .containsExactly(FIRST);
        assertThat(NameService.inTurn(both, 2)).containsExactly(six, FIRST);
        assertThat(NameService.inTurn(List.of(FIRST, SECOND), 1)).containsExactly(SECOND, FIRST);
    }

    @Test
    void aPassingLackOfThreadsIsOverWhenThereAreThreadsAgain() throws IOException {
        RawServer server = serve(FIRST, OK);
        AtomicBoolean scarce = new AtomicBoolean(true);
        OkHttpTransport opened = open(server.port(), jvm(host -> List.of(FIRST), scarce(scarce)));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(this::send).isInstanceOf(OutOfMemoryError.class);
        }
        scarce.set(false);

        assertThat(send()).isEqualTo(Outcome.accepted());
        opened.close();
        await().untilAsserted(() -> assertThat(ofTheTransport()).isEmpty());
    }

    private static BiFunction<String, Runnable, Thread> scarce(AtomicBoolean scarce) {
        BiFunction<String, Runnable, Thread> real = Jvm.real().threads();
        return (name, work) -> {
            if (!scarce.get() || name.equals("trubrics-lookup")) {
                return real.apply(name, work);
            }
            // Here rather than in start(), which an executor does not call since JDK 21.
            throw new OutOfMemoryError("unable to create native thread");
        };
    }

    private static List<Thread> ofTheTransport() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("trubrics-connections"))
                .toList();
    }

    @Test
    void aNameServiceThatDoesNotAnswerIsNamedInTime() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        RawServer server = serve(FIRST, OK);
        AtomicInteger lookups = new AtomicInteger();
        open(server.port(), host -> {
            lookups.incrementAndGet();
            awaitUninterruptibly(answered);
            return List.of(FIRST);
        });
        Outcome noAnswer =
                Outcome.of(RequestOutcome.UNREACHABLE, "no answer from the name service for ingest.example in time");

        // Long enough to begin the look-up on a busy machine.
        assertThat(send(within(Duration.ofSeconds(1)))).as("requestTimeout").isEqualTo(noAnswer);
        assertThat(send(connectingWithin(Duration.ofMillis(200))))
                .as("connectTimeout")
                .isEqualTo(noAnswer);
        CancelSignal signal = new CancelSignal();
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try {
            Future<Outcome> stopped =
                    sender.submit(() -> transport().send(EventKind.USER, batch(event("ana")), settings(), signal));
            signal.cancel();
            assertThat(stopped.get()).matches(answer -> answer.kind() == RequestOutcome.UNREACHABLE);
        } finally {
            sender.shutdownNow();
        }
        assertThat(lookups).as("all wait for the same one").hasValue(1);
        answered.countDown();
        assertThat(send()).isEqualTo(Outcome.accepted());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // As a look-up does.
            }
        }
    }

    @Test
    void aNameThatIsNotKnownIsAskedForAgain() throws IOException {
        RawServer server = serve(FIRST, OK);
        AtomicInteger lookups = new AtomicInteger();
        open(server.port(), host -> {
            if (lookups.incrementAndGet() == 1) {
                throw new UnknownHostException(host + ": Name or service not known");
            }
            return List.of(FIRST);
        });

        assertThat(send())
                .isEqualTo(Outcome.of(
                        RequestOutcome.UNREACHABLE, "unknown host: ingest.example: Name or service not known"));
        assertThat(send()).isEqualTo(Outcome.accepted());
    }

    private int failuresUntilDelivered() {
        int failures = 0;
        while (!send().isAccepted()) {
            failures++;
        }
        return failures;
    }

    private RawServer serve(InetAddress address, String answer) throws IOException {
        return serve(address, 0, answer);
    }

    private RawServer serve(InetAddress address, int port, String answer) throws IOException {
        return add(RawServer.answering(address, port, answer));
    }

    private RawServer add(RawServer server) {
        open.add(server);
        return server;
    }

    private void open(int port, Dns names) {
        open(port, jvm(names, Jvm.real().threads()));
    }

    private OkHttpTransport open(int port, Jvm jvm) {
        OkHttpTransport opened = Samples.open(Samples.destination("http://ingest.example:" + port), jvm);
        open.add(opened);
        transport = opened;
        return opened;
    }

    private static Jvm jvm(Dns names, BiFunction<String, Runnable, Thread> threads) {
        return new Jvm(Clock.systemUTC(), names, threads);
    }

    private Outcome send() {
        return send(settings());
    }

    private Outcome send(DeliverySettings.Sending settings) {
        return Samples.send(transport(), EventKind.USER, batch(event("ana")), settings);
    }

    private static DeliverySettings.Sending connectingWithin(Duration timeout) {
        DeliverySettings.Sending usual = settings();
        return new DeliverySettings.Sending(
                usual.maxInFlight(), timeout, usual.requestTimeout(), usual.backoff(), usual.compression());
    }

    private OkHttpTransport transport() {
        return requireNonNull(transport);
    }
}
