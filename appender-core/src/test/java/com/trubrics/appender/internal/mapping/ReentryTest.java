package com.trubrics.appender.internal.mapping;

import static com.trubrics.appender.internal.mapping.FakeCall.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Event;
import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.MappingSettings.TimestampUnit;
import com.trubrics.appender.internal.value.ReentrancyGuard;
import com.trubrics.appender.spi.MapCalls;
import com.trubrics.appender.testkit.Campaign;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Objects of the application that log events while they are being read. */
class ReentryTest {

    private final Mapping mapping = Mapping.byDefault();

    private final class Chatty {
        @Nullable
        Event inner;

        @Override
        public String toString() {
            inner = mapping.map(signUp(this));
            return "chatty";
        }
    }

    private static FakeCall signUp(Object plan) {
        return line().with("user_id", "u").with("event", "Sign Up").with("plan", plan);
    }

    @Test
    void whatAValueLogsWhileItIsReadIsNotTaken() {
        Chatty chatty = new Chatty();

        Event event = mapping.map(signUp(chatty));

        assertThat(event).isNotNull();
        assertThat(event.properties()).containsEntry("plan", "chatty");
        assertThat(chatty.inner).isNull();
        assertThat(mapping.report.ignored).isEqualTo(1);
        assertThat(ReentrancyGuard.isRunning()).isFalse();
    }

    /** Behind an asynchronous appender: what is logged on its thread comes back to it when nothing is read any more. */
    @Test
    void norWhatItLogsThroughAQueue() {
        Deque<FakeCall> queue = new ArrayDeque<>();
        Object chatty = new Object() {
            @Override
            public String toString() {
                queue.add(signUp(this).on(Thread.currentThread().getName()));
                return "chatty";
            }
        };
        String worker = Thread.currentThread().getName();
        queue.add(signUp(chatty).on("an application's thread"));
        int calls = 0;
        int events = 0;
        while (!queue.isEmpty() && calls++ < 100) {
            events += mapping.map(queue.remove()) == null ? 0 : 1;
        }

        assertThat(events).isEqualTo(1);
        assertThat(calls).isEqualTo(2);
        assertThat(Thread.currentThread().getName()).isEqualTo(worker);
    }

    /** A map that an application logs as an object; it is asked before anybody knows whether the call is an event. */
    @Test
    void norWhatTheCallsOwnMapLogs() {
        AtomicInteger calls = new AtomicInteger();
        EventMapper<Map<String, Object>> mapper = new EventMapper<>(
                new MappingSettings(Mapping.KEYS, Mapping.PROPERTIES, List.of(), null, false, TimestampUnit.NONE),
                Mapping.LIMITS,
                new MapCalls());
        Map<String, Object> chatty = new HashMap<>(Map.of("user_id", "u", "event", "Sign Up")) {
            @Override
            public @Nullable Object get(@Nullable Object key) {
                if (calls.incrementAndGet() < 1_000) {
                    assertThat(mapper.map(this, mapping.report)).isNull();
                }
                return super.get(key);
            }
        };

        assertThat(mapper.map(chatty, mapping.report)).isNotNull();
        assertThat(calls).hasValueLessThan(100);
    }

    @Test
    void aThreadWhoseStackRanOutWhileItReadIsHeardAgain() {
        String name = Thread.currentThread().getName();
        for (int i = 0; i < Campaign.rounds(20, 200); i++) {
            try {
                logAtEveryDepth(Integer.MAX_VALUE);
            } catch (StackOverflowError expected) {
                assertThat(mapping.map(signUp("pro").on(name))).isNotNull();
            }
        }
        assertThat(Thread.currentThread().getName()).isEqualTo(name);
    }

    private void logAtEveryDepth(int depth) {
        mapping.map(signUp(new Object()));
        if (depth > 0) {
            logAtEveryDepth(depth - 1);
        }
    }
}
