package com.trubrics.appender.internal.delivery;

import static java.util.Objects.requireNonNull;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.Option;
import com.trubrics.appender.internal.config.Environment;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.config.SettingsReader;
import com.trubrics.appender.internal.queue.Sample;
import com.trubrics.appender.internal.transport.Transport;
import com.trubrics.appender.spi.OptionValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** PipelineRegistry with real threads and a fake network. */
final class PipelinesRig {

    /** Far beyond what a busy machine needs: reached only by a test that fails. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final FakeTransport transport = new FakeTransport();
    final AtomicInteger opened = new AtomicInteger();
    final List<String> said = new CopyOnWriteArrayList<>();
    final List<Thread> speakers = new CopyOnWriteArrayList<>();
    final Object system = new Object();
    final PipelineRegistry pipelines = new PipelineRegistry((destination, warnings) -> openTransport());

    private Transport openTransport() {
        opened.incrementAndGet();
        return transport;
    }

    Diagnostics diagnostics() {
        return (level, message, cause) -> {
            speakers.add(Thread.currentThread());
            said.add(level + " " + message);
        };
    }

    /** Settings for one destination, with short waits and without a JVM hook; {@code texts} are names and values. */
    static Settings settings(String... texts) {
        OptionValues values = new OptionValues();
        values.set(Option.API_KEY, "key");
        values.set(Option.HOST, "https://example.test");
        values.set(Option.INITIAL_BACKOFF, "1 ms");
        values.set(Option.MAX_BACKOFF, "2 ms");
        values.set(Option.SHUTDOWN_TIMEOUT, "20 s");
        values.set(Option.REGISTER_SHUTDOWN_HOOK, "false");
        for (int i = 0; i < texts.length; i += 2) {
            values.set(requireNonNull(Option.named(texts[i]), texts[i]), texts[i + 1]);
        }
        Environment nothing = new Environment(Map.of(), Map.of(), 1 << 30);
        return requireNonNull(SettingsReader.read(values, nothing, warning -> {
            throw new AssertionError(warning);
        }));
    }

    /** A handle of its own logging system. */
    PipelineHandle open(String... texts) {
        return open(new PipelineHandle.Owner(new Object(), "test"), texts);
    }

    PipelineHandle open(PipelineHandle.Owner holder, String... texts) {
        return open(settings(texts), holder);
    }

    PipelineHandle open(Settings settings, PipelineHandle.Owner holder) {
        return pipelines.open(settings, holder, diagnostics());
    }

    static void offer(PipelineHandle handle, int from, int to) {
        for (int i = from; i <= to; i++) {
            handle.offer(Sample.event(i));
        }
    }

    static boolean flush(PipelineHandle handle) {
        return handle.flush(PATIENCE);
    }

    static boolean isClosed(PipelineHandle handle) {
        return handle.pipeline().closed().isDone();
    }

    static boolean isBalanced(DeliveryStats stats) {
        return stats.seen() == stats.delivered() + stats.dropped() + stats.pending();
    }
}
