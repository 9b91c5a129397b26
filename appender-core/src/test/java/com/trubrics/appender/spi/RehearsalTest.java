package com.trubrics.appender.spi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Option;
import com.trubrics.appender.internal.config.Environment;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.config.SettingsReader;
import com.trubrics.appender.internal.event.Trimming;
import com.trubrics.appender.internal.mapping.EventLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private static final EventLimits LIMITS = new EventLimits(1 << 20, Trimming.NONE);

    private final List<String> loggers = new ArrayList<>();
    private final OptionValues options = new OptionValues();
    private long now;

    RehearsalTest() {
        options.set(Option.API_KEY, "key");
    }

    @Test
    void aMadeUpCallBecomesAnEventUntilItsCodeIsCompiled() {
        assertThat(rehearse(new Maker())).isEqualTo(Rehearsal.CALLS);
        assertThat(loggers).containsExactly("rehearsal");
    }

    @Test
    void aFullQueueIsNobodysProblem() {
        options.set(Option.QUEUE_CAPACITY, "1");
        options.set(Option.OVERFLOW, "block");

        assertThat(rehearse(new Maker())).isEqualTo(Rehearsal.CALLS);
    }

    @Test
    void aSlowRehearsalIsBrokenOff() {
        int events = Rehearsal.rehearse(settings(), LIMITS, new Maker(), () -> now += TimeUnit.MILLISECONDS.toNanos(1));

        assertThat(events).isEqualTo((int) Rehearsal.MOST_MILLIS - 1);
    }

    @Test
    void aCallThatCannotBeMadeIsNotMissed() {
        LogCallReader<Map<String, Object>> otherVersion = new Maker() {
            @Override
            public Map<String, Object> madeUp(String logger, Map<String, Object> fields, Map<String, String> context) {
                throw new NoSuchMethodError();
            }
        };

        assertThat(rehearse(otherVersion)).isZero();
        assertThat(rehearse(new MapCalls())).isZero();
    }

    @Test
    void anErrorOfTheFrameworkDoesNotKeepTheAppenderFromStarting() {
        LogCallReader<Map<String, Object>> outOfOrder = new Maker() {
            @Override
            public String loggerName(Map<String, Object> call) {
                throw new AssertionError("never expected here");
            }
        };
        options.set(Option.LOGGERS, "com.acme");

        assertThat(rehearse(outOfOrder)).isZero();
    }

    @Test
    void nobodyIsAskedForTheUserOfAMadeUpCall() {
        options.set(Option.USER_ID_KEY, "");
        options.set(Option.USER_SOURCE, "com.acme.NoSuchClass.user()");

        assertThat(rehearse(new Maker())).isZero();
        assertThat(loggers).isEmpty();
    }

    @Test
    void aRehearsalFollowsTheConfiguration() {
        options.set(Option.USER_ID_KEY, "plan,seats");
        options.set(Option.LOGGERS, "com.acme,org.other");

        assertThat(rehearse(new Maker())).isEqualTo(Rehearsal.CALLS);
        assertThat(loggers).containsExactly("com.acme");
    }

    private int rehearse(LogCallReader<Map<String, Object>> reader) {
        return Rehearsal.rehearse(settings(), LIMITS, reader, () -> now);
    }

    private Settings settings() {
        return requireNonNull(SettingsReader.read(options, Environment.ofProcess(), warning -> {
            throw new AssertionError(warning);
        }));
    }

    /** Makes maps, and notes their loggers. */
    private class Maker extends MapCalls {
        @Override
        public Map<String, Object> madeUp(String logger, Map<String, Object> fields, Map<String, String> context) {
            loggers.add(logger);
            Map<String, Object> call = new HashMap<>(fields);
            call.putAll(context);
            return call;
        }

        @Override
        public String loggerName(Map<String, Object> call) {
            return loggers.get(0);
        }
    }
}
