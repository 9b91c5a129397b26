package com.trubrics.appender.internal.transport.http;

import static com.trubrics.appender.internal.transport.http.Samples.batch;
import static com.trubrics.appender.internal.transport.http.Samples.event;
import static com.trubrics.appender.internal.transport.http.Samples.settings;
import static com.trubrics.appender.internal.transport.http.Samples.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.transport.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A success is a success as soon as its status is there, whatever follows. */
@Timeout(60)
class AcceptedAnswersTest {

    /** More than OkHttp reads of an answer's head. */
    private static final String HUGE = "x".repeat(300 * 1024);

    /** Enough for an answer to arrive on a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(2);

    @ParameterizedTest
    @MethodSource("answers")
    void theStatusDecides(RawServer.Script answer) throws IOException {
        Duration time = Duration.ofNanos(-System.nanoTime());
        assertDelivered(answer, settings());
        time = time.plusNanos(System.nanoTime());

        // A busy machine takes its time, but by far not that of the request.
        assertThat(time).isLessThan(AnswerBody.MAX_TIME.plusSeconds(10));
    }

    static Stream<Named<RawServer.Script>> answers() {
        return Stream.of(
                Named.of(
                        "cut short",
                        connection -> connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}")),
                Named.of("nothing of its body", connection -> {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
                    connection.hang();
                }),
                Named.of("reset in its body", connection -> {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
                    connection.reset();
                }),
                Named.of("reset without a length", connection -> {
                    connection.write("HTTP/1.1 200 OK\r\n\r\n{}");
                    connection.reset();
                }),
                Named.of("without a length and an end", connection -> {
                    connection.write("HTTP/1.1 200 OK\r\n\r\n{}");
                    connection.hang();
                }),
                Named.of("no HTTP/1.1", connection -> connection.write("HTTP/1.0 200 OK\r\n\r\nfine")),
                Named.of("no chunks, though they were announced", connection -> {
                    connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{\"ok\":true}\r\n");
                    connection.hang();
                }),
                Named.of("byte by byte", connection -> {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
                    while (true) {
                        connection.write("x");
                        connection.pause(Duration.ofMillis(20));
                    }
                }),
                Named.of("fast and endless", connection -> {
                    connection.write("HTTP/1.1 200 OK\r\n\r\n");
                    while (true) {
                        connection.write("x".repeat(10_000));
                    }
                }),
                Named.of("longer than anybody reads", connection -> {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(70_000));
                    connection.hang();
                }),
                Named.of("a huge header", connection -> {
                    connection.write("HTTP/1.1 200 OK\r\nx-huge: " + HUGE + "\r\nContent-Length: 2\r\n\r\n{}");
                    connection.hang();
                }),
                Named.of("very many headers", connection -> {
                    connection.write("HTTP/1.1 200 OK\r\n" + "x-many: 12345678901234567890\r\n".repeat(12_000));
                    connection.hang();
                }),
                Named.of(
                        "a header that is none",
                        connection -> connection.write("HTTP/1.1 200 OK\r\nno header\r\n\r\n")),
                Named.of(
                        "a length that is none",
                        connection -> connection.write("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}")),
                Named.of(
                        "a length below zero",
                        connection -> connection.write("HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\n{}")),
                Named.of("cut short in its head", connection -> connection.write("HTTP/1.1 200 OK\r\nServer: ")),
                Named.of("reset in its head", connection -> {
                    connection.write("HTTP/1.1 200 OK\r\n");
                    connection.reset();
                }),
                Named.of("an interim answer, and a huge header", connection -> {
                    connection.write("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 202 Accepted\r\nx: "
                            + HUGE + "\r\n\r\n");
                    connection.hang();
                }));
    }

    @Test
    void aHeadWithoutEndIsDeliveredWhenItsTimeIsOver() throws IOException {
        assertDelivered(
                connection -> {
                    connection.write("HTTP/1.1 200 OK\r\nServer: x\r\n");
                    connection.hang();
                },
                within(SOON));
    }

    @Test
    void aBodyThatIsGivenUpIsDelivered() throws IOException {
        assertDelivered(
                connection -> {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
                    connection.hang();
                },
                within(SOON));
    }

    @Test
    void anInterimAnswerAloneIsNone() throws IOException {
        try (RawServer server = RawServer.playing(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 103 Early Hints\r\nx: HTTP/1.1 200\r\n\r\n");
        })) {
            assertThat(send(server, settings())).matches(answer -> answer.kind() == RequestOutcome.UNREACHABLE);
        }
    }

    @Test
    void theStatusOfTheAnswerBeforeDecidesNothing() throws IOException {
        try (RawServer server = RawServer.playing(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                    connection.readRequest();
                    connection.hang();
                });
                OkHttpTransport transport = Samples.open(Samples.destination(server.url("http")))) {
            Samples.send(transport, EventKind.USER, batch(event("ana")), settings());

            assertThat(Samples.send(transport, EventKind.USER, batch(event("ana")), within(SOON)))
                    .matches(answer -> answer.kind() == RequestOutcome.UNREACHABLE);
        }
    }

    private static void assertDelivered(RawServer.Script answer, DeliverySettings.Sending settings) throws IOException {
        try (RawServer server = RawServer.playing(connection -> {
            connection.readRequest();
            answer.play(connection);
        })) {
            assertThat(send(server, settings)).isEqualTo(Outcome.accepted());
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static Outcome send(RawServer server, DeliverySettings.Sending settings) {
        try (OkHttpTransport transport = Samples.open(Samples.destination(server.url("http")))) {
            return Samples.send(transport, EventKind.USER, batch(event("ana")), settings);
        }
    }
}
