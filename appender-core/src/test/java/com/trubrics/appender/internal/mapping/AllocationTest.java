package com.trubrics.appender.internal.mapping;

import static com.trubrics.appender.internal.mapping.FakeCall.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.MappingSettings.TimestampUnit;
import com.trubrics.appender.internal.value.Freezer;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An ordinary line costs lookups and no memory. */
class AllocationTest {

    private static final int CALLS = 200_000;

    @ParameterizedTest
    @MethodSource("ordinaryLines")
    void aLineThatIsNotOursAllocatesNothing(MappingSettings settings, FakeCall line) {
        EventMapper<FakeCall> mapper = new EventMapper<>(settings, Mapping.LIMITS, new FakeCall.Reader());

        assertThat(bytesPerCall(() -> mapper.map(line, MappingReport.NONE))).isLessThan(1.0);
    }

    static List<Object[]> ordinaryLines() {
        MappingSettings usual =
                new MappingSettings(Mapping.KEYS, Mapping.PROPERTIES, List.of(), null, false, TimestampUnit.NONE);
        MappingSettings byMessage =
                new MappingSettings(Mapping.KEYS, Mapping.PROPERTIES, List.of(), null, true, TimestampUnit.NONE);
        MappingSettings loggers = new MappingSettings(
                Mapping.KEYS, Mapping.PROPERTIES, List.of("org.other", "com.acm"), null, false, TimestampUnit.NONE);
        FakeCall full = line().with("order", 1)
                .with("event", Map.of())
                .mdc("request", "r")
                .mdc("user_id", "u");
        return List.of(
                new Object[] {usual, line()},
                new Object[] {usual, full},
                new Object[] {usual, full.with("prompt", "p")},
                new Object[] {byMessage, full.message("")},
                new Object[] {byMessage, full.on("OkHttp TaskRunner")},
                new Object[] {loggers, full.with("event", "Sign Up")});
    }

    @Test
    void aLineOfALoggerWithTooManyMessagesAllocatesNothing() {
        MappingSettings byMessage =
                new MappingSettings(Mapping.KEYS, Mapping.PROPERTIES, List.of(), "u", true, TimestampUnit.NONE);
        EventMapper<FakeCall> mapper = new EventMapper<>(byMessage, Mapping.LIMITS, new FakeCall.Reader());
        for (int i = 0; i <= MessageNames.NAMES; i++) {
            mapper.map(line().message("user " + i + " came"), MappingReport.NONE);
        }
        FakeCall another = line().message("user x came");

        assertThat(bytesPerCall(() -> mapper.map(another, MappingReport.NONE))).isLessThan(1.0);
    }

    @Test
    void scalarsAreFrozenWithoutAllocation() {
        Freezer freezer = new Freezer(Integer.MAX_VALUE);
        List<Object> scalars = List.of("text", 1_000_000, 1.5, true, 12345678901L);

        assertThat(bytesPerCall(() -> {
                    for (int i = 0; i < scalars.size(); i++) {
                        freezer.freeze(scalars.get(i));
                    }
                }))
                .isLessThan(1.0);
    }

    /** After a first round, which loads classes. */
    static double bytesPerCall(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeTrue(threads.isThreadAllocatedMemorySupported());
        repeat(call);
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        repeat(call);
        return (double) (threads.getThreadAllocatedBytes(thread) - before) / CALLS;
    }

    private static void repeat(Runnable call) {
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
    }
}
