package com.trubrics.appender.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that takes connections and never answers, 64 threads that log as fast as they can, and a JVM with a heap of
 * 64 MB: memory stays bounded, the application has its share of it, every event is counted, and when the server comes
 * back all that waited is delivered. The JVM would exit at the first OutOfMemoryError, whoever met it.
 */
public abstract class MemoryContract {
    private static final int MB = 1 << 20;
    private static final int HEAP = 64 * MB;

    /** The default: an eighth of the heap. */
    private static final int QUEUE_BYTES = HEAP / 8;

    private static final int QUEUE_CAPACITY = 10_000;
    private static final int MAX_IN_FLIGHT = 8;

    /** What a sender with a request under way holds: a body of 1 MB and an event of 300 KB, in buffers that double. */
    private static final int SENDER_BYTES = 2 * MB + MB / 2;

    /** What the framework, the HTTP client and their threads may hold more than at the start. */
    private static final int OTHERS_BYTES = 2 * MB;

    /** Far below a minute for which the server stalls; a machine with a tenth of a processor is no slower. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private final ScriptedServer server = ScriptedServer.start(Answer::ok);

    @TempDir
    private Path directory;

    /** A class whose {@code main} calls {@link MemoryProgram#run}. */
    protected abstract Class<?> program();

    /** The configuration in the framework's own format, with no other appender. */
    protected abstract String write(AppenderConfig config);

    /** What makes the framework of the child JVM read this file. */
    protected abstract List<String> jvmArguments(Path configuration);

    @AfterEach
    final void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop-newest", "drop-oldest"})
    public void aStalledServerCostsABoundedShareOfASmallHeapAndNoEventUncounted(String overflow) {
        List<Payload> payloads = Campaign.rounds(0, 1) == 1 ? List.of(Payload.values()) : inEveryBuild(overflow);
        try (ChildJvm child = start(overflow, payloads)) {
            child.awaitLine(MemoryProgram.READY, ChildJvm.PATIENCE);
            payloads.forEach(payload -> stall(child, overflow, payload));
            ChildJvm.Exit exit = child.awaitExit(ChildJvm.PATIENCE);
            assertThat(exit.code()).as(exit.err()).isZero();
            assertThat(exit.out().lines().filter(line -> line.startsWith(MemoryProgram.STOPPED)))
                    .as("after the stop")
                    .singleElement()
                    .asString()
                    .startsWith(MemoryProgram.STOPPED + "balanced");
            warnedOnce(exit.err());
        }
    }

    private static List<Payload> inEveryBuild(String overflow) {
        return List.of(overflow.equals("drop-newest") ? Payload.LLM_CJK : Payload.NESTED);
    }

    private void stall(ChildJvm child, String overflow, Payload payload) {
        server.answer(Answer::never);
        child.tell("stall");
        MemoryFigures figures = MemoryFigures.parse(
                child.awaitLine(MemoryFigures.line(payload), ChildJvm.PATIENCE).group());
        check(figures, payload);
        server.recover();
        child.tell("recovered");
        child.awaitLine(MemoryProgram.DRAINED + " " + payload.name(), ChildJvm.PATIENCE);
        server.answer(Answer::never);
        child.tell("go on");
        Campaign.report(getClass().getSimpleName() + ", " + overflow + ", " + figures.describe());
    }

    private static void check(MemoryFigures figures, Payload payload) {
        String described = figures.describe();
        assertThat(figures.seen()).as("seen; " + described).isEqualTo(figures.logged());
        assertThat(figures.pending() + figures.dropped())
                .as("pending and dropped; " + described)
                .isEqualTo(figures.seen());
        assertThat(figures.dropped())
                .as("dropped: the queue was full; " + described)
                .isPositive();
        assertThat(figures.pending()).as("pending; " + described).isBetween(1L, (long) QUEUE_CAPACITY);
        assertThat(figures.full() - figures.atFirst())
                .as("heap; " + described)
                .isLessThan((long) (QUEUE_BYTES * payload.heapPerEstimated())
                        + MAX_IN_FLIGHT * SENDER_BYTES
                        + OTHERS_BYTES);
        assertThat(Duration.ofNanos(figures.longestCallMicros() * 1_000))
                .as("longest log call")
                .isLessThan(LONGEST_CALL);
    }

    /** Of the queue and of the server; the account at the end is no warning about either. */
    private static void warnedOnce(String err) {
        List<String> warnings = err.lines().filter(line -> !line.isBlank()).toList();
        assertThat(warnings).as("warnings").hasSizeLessThan(20);
        assertThat(warnings.stream().filter(line -> line.contains("The queue is full")))
                .hasSizeBetween(1, 3);
    }

    private ChildJvm start(String overflow, List<Payload> payloads) {
        AppenderConfig config = AppenderConfig.bare()
                .option("host", server.host())
                .option("apiKey", "test-key")
                .option("overflow", overflow)
                .option("maxBackoff", "500 ms")
                .option("initialBackoff", "50 ms")
                .option("requestTimeout", "5 s")
                .option("shutdownTimeout", "200 ms");
        Duration time = Campaign.time(Duration.ZERO, Duration.ofSeconds(6));
        List<String> arguments = new ArrayList<>(List.of(Long.toString(time.toMillis())));
        payloads.forEach(payload -> arguments.add(payload.name()));
        try {
            Path file = Files.writeString(directory.resolve("configuration.xml"), write(config));
            List<String> jvm = Stream.concat(
                            Stream.of("-Xmx" + HEAP / MB + "m", "-XX:+ExitOnOutOfMemoryError"),
                            jvmArguments(file).stream())
                    .toList();
            return ChildJvm.start(program(), jvm, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
