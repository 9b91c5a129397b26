package com.trubrics.appender.internal.transport.console;

import static com.trubrics.appender.internal.transport.http.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.transport.Outcome;
import com.trubrics.appender.internal.transport.Transport;
import com.trubrics.appender.internal.transport.http.Samples;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandardOutputTransportTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    // An encoding that has no é: the JSON is UTF-8 all the same.
    private final PrintStream out = new PrintStream(printed, false, StandardCharsets.US_ASCII);

    @Test
    void eachEventIsALineOfJson() {
        Transport transport = new StandardOutputTransport(() -> out);

        Outcome outcome = Samples.send(
                transport, EventKind.USER, Samples.batch(Samples.event("ana"), Samples.event("josé")), settings());

        assertThat(outcome).isEqualTo(Outcome.accepted());
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        {"user_id":"ana","event":"e","timestamp":"2026-01-01T00:00:00.000Z"}
                        {"user_id":"josé","event":"e","timestamp":"2026-01-01T00:00:00.000Z"}
                        """);
    }

    @Test
    void theStreamIsAskedForAtEachSend() {
        ByteArrayOutputStream later = new ByteArrayOutputStream();
        List<PrintStream> current = new ArrayList<>(List.of(out));
        Transport transport = new StandardOutputTransport(() -> current.get(0));

        Samples.send(transport, EventKind.USER, Samples.batch(Samples.event("ana")), settings());
        current.set(0, new PrintStream(later, true, StandardCharsets.UTF_8));
        Samples.send(transport, EventKind.USER, Samples.batch(Samples.event("bob")), settings());

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("ana").doesNotContain("bob");
        assertThat(later.toString(StandardCharsets.UTF_8)).contains("bob");
    }

    @Test
    void linesOfSeveralSendersStayWhole() throws Exception {
        Transport transport = new StandardOutputTransport(() -> out);
        UserEvent[] events =
                IntStream.range(0, 100).mapToObj(i -> Samples.event("user" + i)).toArray(UserEvent[]::new);
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try {
            List<Future<Outcome>> sent = IntStream.range(0, 64)
                    .mapToObj(i -> senders.submit(
                            () -> Samples.send(transport, EventKind.USER, Samples.batch(events), settings())))
                    .toList();
            for (Future<Outcome> each : sent) {
                each.get();
            }
        } finally {
            senders.shutdownNow();
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(6_400)
                .allMatch(line -> line.startsWith("{\"user_id\":\"user") && line.endsWith("Z\"}"));
    }
}
