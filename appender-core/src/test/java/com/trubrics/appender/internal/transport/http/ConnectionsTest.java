package com.trubrics.appender.internal.transport.http;

import static com.trubrics.appender.internal.transport.http.Samples.batch;
import static com.trubrics.appender.internal.transport.http.Samples.event;
import static com.trubrics.appender.internal.transport.http.Samples.settings;
import static com.trubrics.appender.internal.transport.http.Samples.within;
import static com.trubrics.appender.testkit.Patience.await;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.transport.CancelSignal;
import com.trubrics.appender.internal.transport.Outcome;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What OkHttp does with connections, calls and threads on our behalf. */
@Timeout(60)
class ConnectionsTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    /** Far beyond what a busy machine needs: reached only by a test that fails. */
    private static final Duration AMPLE = Duration.ofSeconds(40);

    private @Nullable RawServer server;
    private @Nullable OkHttpTransport transport;

    @AfterEach
    void close() throws IOException {
        if (transport != null) {
            transport.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aConnectionServesManyRequests() throws IOException {
        open(RawServer.answering(OK));
        for (int i = 0; i < 5; i++) {
            assertThat(send(settings())).isEqualTo(Outcome.accepted());
        }
        assertThat(server().connections()).isEqualTo(1);
    }

    @Test
    void anErrorWithABodyLeavesTheConnectionUsable() throws IOException {
        open(RawServer.answering("HTTP/1.1 422 X\r\nContent-Length: 14\r\n\r\n{\"detail\":\"x\"}"));
        send(settings());
        send(settings());
        assertThat(server().connections()).isEqualTo(1);
    }

    /** OkHttp would hold the connection until the garbage collector finds it, and log that. */
    @Test
    void aConnectionIsClosedWhoseAnswerHasANegativeLength() throws IOException, InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        open(RawServer.playing(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\n{}");
            try {
                connection.hang();
            } finally {
                closed.countDown();
            }
        }));

        assertThat(send(settings())).isEqualTo(Outcome.accepted());
        assertThat(closed.await(AMPLE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void changedTimeoutsKeepTheConnection() throws IOException {
        open(RawServer.answering(OK));
        send(settings());
        DeliverySettings.Sending other = new DeliverySettings.Sending(
                1,
                Duration.ofDays(100_000_000_000L),
                Duration.ofDays(100_000_000_000L),
                settings().backoff(),
                settings().compression());
        assertThat(send(other)).isEqualTo(Outcome.accepted());
        assertThat(server().connections()).isEqualTo(1);
    }

    @Test
    void aKeptConnectionThatTheServerHasClosedIsReplacedAtOnce() throws IOException {
        open(RawServer.playing(connection -> {
            connection.readRequest();
            connection.write(OK);
            connection.readRequest();
        }));

        for (int connections = 1; connections <= 3; connections++) {
            assertThat(send(settings())).isEqualTo(Outcome.accepted());
            assertThat(server().connections()).isEqualTo(connections);
        }
    }

    /** As HAProxy and the load balancers of clouds do, whoever has sent nothing for a while. */
    @Test
    void theTimeoutWithWhichAServerTakesLeaveOfAnIdleConnectionIsNoAnswer() throws IOException {
        open(RawServer.playing(connection -> {
            connection.readRequest();
            connection.write(OK + "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }));

        for (int connections = 1; connections <= 3; connections++) {
            assertThat(send(settings())).isEqualTo(Outcome.accepted());
            assertThat(server().connections()).isEqualTo(connections);
        }
    }

    @Test
    void aTimeoutOnANewConnectionOrOneThatStaysOpenIsAnAnswer() throws IOException {
        open(RawServer.answering("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"));
        Outcome throttled = Outcome.of(RequestOutcome.THROTTLED, "the server answered 408");
        assertThat(send(settings())).isEqualTo(throttled);
        assertThat(send(settings())).isEqualTo(throttled);
        assertThat(server().requests()).hasSize(2);
    }

    @Test
    void ofManyConnectionsThatTheServerHasClosedOneIsMetAtMost() throws Exception {
        int many = 8;
        CountDownLatch allThere = new CountDownLatch(many);
        AtomicInteger connections = new AtomicInteger();
        open(RawServer.playing(connection -> {
            if (connections.incrementAndGet() <= many) {
                connection.readRequest();
                allThere.countDown();
                allThere.await();
                connection.write(OK);
                connection.readRequest(); // and closes without a word
            } else {
                answerAll(connection);
            }
        }));
        ExecutorService senders = Executors.newFixedThreadPool(many);
        try {
            List<Future<Outcome>> sent = IntStream.range(0, many)
                    .mapToObj(i -> senders.submit(() -> send(settings())))
                    .toList();
            for (Future<Outcome> each : sent) {
                assertThat(each.get()).isEqualTo(Outcome.accepted());
            }
        } finally {
            senders.shutdownNow();
        }
        int before = server().requests().size();

        assertThat(send(settings())).isEqualTo(Outcome.accepted());
        assertThat(server().requests())
                .as("one on a dead connection, one on a new one")
                .hasSize(before + 2);
    }

    @Test
    void theSignalEndsARepetitionToo() throws Exception {
        CountDownLatch repeated = new CountDownLatch(1);
        AtomicInteger connections = new AtomicInteger();
        open(RawServer.playing(connection -> {
            boolean first = connections.incrementAndGet() == 1;
            connection.readRequest();
            if (first) {
                connection.write(OK);
                connection.readRequest();
            } else {
                repeated.countDown();
                connection.hang();
            }
        }));
        send(settings());
        CancelSignal signal = new CancelSignal();
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try {
            Future<Outcome> hung = sender.submit(() -> send(signal));
            repeated.await();
            signal.cancel();

            assertThat(hung.get()).isEqualTo(givenUp("no complete answer from "));
        } finally {
            sender.shutdownNow();
        }
    }

    @Test
    void aConnectionIsNotUsedAgainAfterItsServerMayHaveForgottenIt() {
        assertThat(HttpClients.KEEP_ALIVE).as("what Node and uvicorn keep").isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aProcessThatStoodStillUsesNoConnectionFromBefore() throws IOException {
        open(RawServer.answering(OK));
        Duration keepAlive = Duration.ofMillis(100);
        // Its threads never run, as if they had not been woken yet.
        OkHttpThreads asleep = new OkHttpThreads((name, work) -> new Thread(() -> {}));
        PooledClient client = new PooledClient(new OkHttpClient.Builder().fastFallback(false), asleep, 5, keepAlive);
        Request request = new Request.Builder().url(server().url("http")).build();
        for (int connections = 1; connections <= 2; connections++) {
            client.begin();
            client.with(AMPLE).newCall(request).execute().close();
            client.end();
            assertThat(server().connections()).isEqualTo(connections);
            long end = System.nanoTime();
            await().until(() -> System.nanoTime() - end > 2 * keepAlive.toNanos());
        }
        client.retire();
    }

    @Test
    void aKeptConnectionWaitsForItsNextAnswerAsLongAsForTheFirst() throws IOException {
        open(RawServer.playing(connection -> {
            connection.readRequest();
            connection.write(OK);
            connection.readRequest();
            connection.pause(AnswerBody.MAX_TIME.plusMillis(300));
            connection.write(OK);
            connection.hang();
        }));
        assertThat(send(settings())).isEqualTo(Outcome.accepted());
        assertThat(send(settings())).isEqualTo(Outcome.accepted());
        assertThat(server().connections()).isEqualTo(1);
    }

    @Test
    void aNewConnectionThatTheServerClosesIsAProblem() throws IOException {
        open(RawServer.playing(RawServer.Connection::readRequest));

        assertThat(send(settings())).isEqualTo(Outcome.of(RequestOutcome.UNREACHABLE, closedWithoutAnswer()));
    }

    @Test
    void aTimeoutOnAKeptConnectionIsAProblem() throws IOException {
        open(RawServer.playing(connection -> {
            connection.readRequest();
            connection.write(OK);
            connection.hang();
        }));
        send(settings());

        assertThat(send(within(Duration.ofMillis(200))))
                .satisfies(retry -> assertThat(retry.kind()).isEqualTo(RequestOutcome.UNREACHABLE));
    }

    @Test
    void theSignalEndsTheAttemptThatItBelongsTo() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        open(RawServer.playing(connection -> {
            connection.readRequest();
            if (arrived.getCount() > 0) {
                arrived.countDown();
                connection.hang(); // and says nothing afterwards: an answer that meets the signal counts
            } else {
                connection.write(OK);
            }
        }));
        CancelSignal signal = new CancelSignal();
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try {
            Future<Outcome> hung = sender.submit(() -> send(signal));
            arrived.await();
            assertThat(send(settings())).isEqualTo(Outcome.accepted());

            signal.cancel();

            assertThat(hung.get()).isEqualTo(givenUp("no complete answer from "));
        } finally {
            sender.shutdownNow();
        }
    }

    @Test
    void anAttemptGivenUpBeforeItBeginsSendsNothing() throws IOException {
        open(RawServer.answering(OK));
        CancelSignal signal = new CancelSignal();
        signal.cancel();

        assertThat(send(signal)).isEqualTo(givenUp("no connection to "));
        assertThat(server().connections()).isZero();
    }

    @Test
    void closingIsSafeBeforeTheFirstAttemptAndTwiceAndIsForGood() throws IOException {
        open(RawServer.answering(OK));
        transport().close();
        transport().close();
        Outcome late = Outcome.of(RequestOutcome.UNREACHABLE, "the request could not be made: IllegalStateException");
        assertThat(send(settings())).isEqualTo(late);
        assertThat(server().connections()).isZero();
    }

    @Test
    void anInterruptedSenderFailsSoonAndKeepsItsFlag() throws IOException {
        open(RawServer.answering(OK));
        for (int i = 0; i < 2; i++) {
            Thread.currentThread().interrupt();
            Outcome outcome = send(settings());
            assertThat(Thread.interrupted()).isTrue();
            assertThat(outcome).matches(answer -> answer.kind() == RequestOutcome.UNREACHABLE);
            assertThat(send(settings())).isEqualTo(Outcome.accepted());
        }
    }

    @Test
    void aProxySelectorOfTheApplicationThatThrowsIsRetried() throws IOException {
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new FailingProxySelector());
        try {
            open(RawServer.answering(OK));
            assertThat(send(settings()))
                    .isEqualTo(Outcome.of(
                            RequestOutcome.UNREACHABLE, "the request could not be made: IllegalStateException"));
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void noThreadIsLeftWhenItIsClosed() throws IOException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        open(RawServer.answering(OK));
        send(settings());
        List<Thread> ofTheClient = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> thread.getName().matches("(?i).*(okhttp|okio|trubrics).*"))
                .toList();
        assertThat(ofTheClient).isNotEmpty().allMatch(Thread::isDaemon);

        transport().close();

        await().untilAsserted(() -> assertThat(ofTheClient).noneMatch(Thread::isAlive));
    }

    @Test
    void aConnectionThatIsInUseAtTheEndIsClosedWhenItComesBack() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        open(RawServer.playing(connection -> {
            connection.readRequest();
            transport().close();
            connection.write(OK);
            connection.hang();
            ended.countDown();
        }));

        assertThat(send(settings())).isEqualTo(Outcome.accepted());
        assertThat(ended.await(AMPLE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatOkHttpStillWantsToDoAfterTheEndThrowsNothing() throws IOException {
        OkHttpThreads upkeep = new OkHttpThreads(Jvm.real().threads());
        OkHttpClient client =
                upkeep.install(new OkHttpClient.Builder(), 1, AMPLE).build();
        open(RawServer.answering(OK));
        Request request = new Request.Builder().url(server().url("http")).build();
        client.newCall(request).execute().close();
        upkeep.close();

        // On the same connection, which becomes idle again.
        try (Response response = client.newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
        assertThat(server().connections()).isEqualTo(1);
        client.connectionPool().evictAll();
    }

    @Test
    void aConnectionThatIsIdleLongEnoughIsClosedHoweverOftenItWasUsedBefore() throws IOException {
        OkHttpThreads upkeep = new OkHttpThreads(Jvm.real().threads());
        Duration keepAlive = Duration.ofMillis(200);
        OkHttpClient client =
                upkeep.install(new OkHttpClient.Builder(), 5, keepAlive).build();
        open(RawServer.answering(OK));
        Request request = new Request.Builder().url(server().url("http")).build();
        try {
            for (int round = 1; round <= 2; round++) {
                int before = server().connections();
                int requests = 0;
                long begin = System.nanoTime();
                while (System.nanoTime() - begin < 3 * keepAlive.toNanos() || requests < 20) {
                    client.newCall(request).execute().close();
                    requests++;
                }
                // Not always one: a busy machine may let the connection be idle for that long between two requests.
                assertThat(server().connections() - before).isBetween(1, requests / 2);
                await().untilAsserted(() ->
                        assertThat(client.connectionPool().connectionCount()).isZero());
            }
        } finally {
            upkeep.close();
        }
    }

    private static void answerAll(RawServer.Connection connection) throws IOException {
        while (true) {
            connection.readRequest();
            connection.write(OK);
        }
    }

    private void open(RawServer opened) {
        server = opened;
        transport = Samples.open(Samples.destination(opened.url("http")));
    }

    private Outcome send(DeliverySettings.Sending settings) {
        return Samples.send(transport(), EventKind.USER, batch(event("ana")), settings);
    }

    private Outcome send(CancelSignal signal) {
        return transport().send(EventKind.USER, batch(event("ana")), settings(), signal);
    }

    private Outcome givenUp(String what) {
        return Outcome.of(RequestOutcome.UNREACHABLE, what + address() + " in time");
    }

    private String closedWithoutAnswer() {
        return address() + " closed the connection before it had answered";
    }

    private String address() {
        return "127.0.0.1:" + server().port();
    }

    private RawServer server() {
        return requireNonNull(server);
    }

    private OkHttpTransport transport() {
        return requireNonNull(transport);
    }

    private static final class FailingProxySelector extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            throw new IllegalStateException("with a password");
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    }
}
