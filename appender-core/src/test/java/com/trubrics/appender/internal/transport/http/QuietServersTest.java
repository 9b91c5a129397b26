package com.trubrics.appender.internal.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.testkit.Campaign;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Healthy servers that close connections in their own time, in front of a whole client. */
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class QuietServersTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final AtomicInteger KEYS = new AtomicInteger();

    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void theFirstEventAfterAQuietTimeIsDeliveredAtOnce() throws Exception {
        Duration idle = Duration.ofMillis(200);
        long latest = 0;
        try (RawServer server = RawServer.playing(connection -> {
            connection.readRequest();
            while (true) {
                connection.write(OK);
                connection.readRequestWithin(idle);
            }
        })) {
            for (int round = 0; round < Campaign.rounds(5, 200); round++) {
                latest = Math.max(latest, quietRound(server, idle));
            }
        }
        assertThat(said).noneMatch(text -> text.startsWith("WARNING"));
        Campaign.report("the first event after a quiet time was delivered after "
                + TimeUnit.NANOSECONDS.toMillis(latest) + " ms at the latest");
    }

    /** Answers how long the lone event took. */
    private long quietRound(RawServer server, Duration idle) throws InterruptedException {
        TrubricsClient client = client(server);
        track(client, 400);
        assertThat(client.flush(PATIENCE)).isTrue();
        new CountDownLatch(1).await(idle.toMillis() * 3 / 2, TimeUnit.MILLISECONDS); // the server's time, not ours
        long begin = System.nanoTime();
        track(client, 1);
        client.close();
        long taken = System.nanoTime() - begin;

        assertThat(client.stats().delivered()).isEqualTo(401);
        assertThat(client.stats().retries())
                .as("an attempt that failed waits for the next one")
                .isZero();
        return taken;
    }

    @Test
    void aServerThatClosesWithoutAWordAfterEachAnswerCostsTheConnectionsOnly() throws IOException {
        AtomicLong answers = new AtomicLong();
        try (RawServer server = RawServer.playing(connection -> {
                    connection.readRequest();
                    answers.incrementAndGet();
                    connection.write(OK);
                });
                TrubricsClient client = client(server)) {
            track(client, 2_000);
            assertThat(client.flush(PATIENCE)).isTrue();

            DeliveryStats stats = client.stats();
            assertThat(stats.delivered()).isEqualTo(2_000);
            assertThat(answers).as("none twice").hasValue(100);
            assertThat(stats.retries())
                    .as("a lost connection waits for no retry")
                    .isZero();
            assertThat(said).noneMatch(text -> text.startsWith("WARNING"));
        }
    }

    private static void track(TrubricsClient client, int events) {
        for (int i = 0; i < events; i++) {
            client.track(UserEvent.builder("u", "Tick").build());
        }
    }

    private TrubricsClient client(RawServer server) {
        return TrubricsClient.builder()
                .host(server.url("http"))
                .apiKey("quiet-servers-" + KEYS.incrementAndGet())
                .flushInterval(Duration.ofHours(1))
                .shutdownTimeout(PATIENCE)
                .diagnostics((level, message, cause) -> said.add(level + " " + message))
                .build();
    }
}
