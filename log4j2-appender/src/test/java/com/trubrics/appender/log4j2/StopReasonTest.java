package com.trubrics.appender.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("version-matrix")
class StopReasonTest {
    @Test
    void aNewConfigurationEndsTheAppendersOfTheOld() {
        assertThat(endings(context -> context.setConfiguration(new DefaultConfiguration())))
                .containsExactly(StopReason.RECONFIGURED);
        assertThat(endings(LoggerContext::reconfigure)).containsExactly(StopReason.RECONFIGURED);
        assertThat(endings(context -> context.start(new DefaultConfiguration())))
                .containsExactly(StopReason.RECONFIGURED);
    }

    @Test
    void theStopOfTheContextIsTheEnd() {
        assertThat(endings(LoggerContext::stop)).containsExactly(StopReason.WITH_ITS_CONTEXT);
        assertThat(endings(context -> context.stop(1, TimeUnit.SECONDS))).containsExactly(StopReason.WITH_ITS_CONTEXT);
        assertThat(endings(LoggerContext::terminate)).containsExactly(StopReason.WITH_ITS_CONTEXT);
    }

    @Test
    void anAppenderMayStopAlone() {
        assertThat(endings(context -> probe(context).stop())).containsExactly(StopReason.ALONE);
        assertThat(endings(context -> ((AbstractConfiguration) context.getConfiguration()).removeAppender(Probe.NAME)))
                .containsExactly(StopReason.ALONE);
    }

    private static List<StopReason> endings(Consumer<LoggerContext> action) {
        LoggerContext context = new LoggerContext("ending");
        Configuration configuration = new DefaultConfiguration();
        Probe probe = new Probe();
        configuration.addAppender(probe);
        context.start(configuration);
        action.accept(context);
        List<StopReason> endings = List.copyOf(probe.endings);
        context.stop();
        return endings;
    }

    private static Probe probe(LoggerContext context) {
        return context.getConfiguration().getAppender(Probe.NAME);
    }

    /** Writes down how it ends. */
    private static final class Probe extends AbstractAppender {
        static final String NAME = "PROBE";

        private final List<StopReason> endings = new ArrayList<>();

        Probe() {
            super(NAME, null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {}

        @Override
        public boolean stop(long timeout, TimeUnit unit) {
            endings.add(StopReason.current());
            return super.stop(timeout, unit);
        }
    }
}
