package com.example.llm;

import com.trubrics.appender.testkit.RecordedEvent;
import com.trubrics.sandbox.SandboxEvent;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Trubrics for the whole JVM: the configurations of both frameworks send to it. Use it before anything is logged. */
public final class Trubrics {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final SandboxServer SERVER = SandboxServer.start(SandboxOptions.onFreePort());

    static {
        System.setProperty("trubrics.host", SERVER.host().toString());
        System.setProperty("trubrics.apiKey", "key");
    }

    private Trubrics() {}

    /** Makes this class, and with it the server, exist. */
    public static void begin() {}

    /** Waits for the event with this prompt. */
    public static RecordedEvent event(String prompt) {
        return events(prompt, 1).get(0);
    }

    /** Waits for this many events with this prompt. */
    public static List<RecordedEvent> events(String prompt, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<RecordedEvent> found = withPrompt(prompt);
            if (found.size() >= count) {
                return found;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(found.size() + " events of '" + prompt + "' among " + arrived()
                        + ", and refused: " + SERVER.bad());
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** The events with this prompt that have arrived. */
    public static List<RecordedEvent> withPrompt(String prompt) {
        return arrived().stream()
                .filter(event -> prompt.equals(event.field("prompt")))
                .toList();
    }

    /** All that have arrived. */
    public static List<RecordedEvent> arrived() {
        return SERVER.good().stream()
                .map(event -> event.kind() == SandboxEvent.Kind.LLM
                        ? RecordedEvent.llm(event.json())
                        : RecordedEvent.user(event.json()))
                .toList();
    }
}
