package com.trubrics.appender.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.sift.SiftingAppender;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.EvictionContract;
import com.trubrics.appender.testkit.LoggingSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** A {@code SiftingAppender} that keeps one appender: the next tenant's log call stops it. */
@Tag("version-matrix")
class LogbackEvictionTest extends EvictionContract {
    private static final String OURS = "<appender name=\"TRUBRICS\"";

    private Instant clock = Instant.now();

    @Override
    protected LoggingSystem start(AppenderConfig config) {
        String xml = LogbackXml.write(config);
        int begin = xml.indexOf(OURS);
        int end = xml.indexOf("</appender>", begin) + "</appender>".length();
        String sifting = """
                <appender name="SIFT" class="ch.qos.logback.classic.sift.SiftingAppender">
                  <discriminator><key>tenant</key><defaultValue>none</defaultValue></discriminator>
                  <maxAppenderCount>1</maxAppenderCount>
                  <sift>%s</sift>
                </appender>
                """.formatted(xml.substring(begin, end));
        return LogbackSystem.start((xml.substring(0, begin) + sifting + xml.substring(end))
                .replace("<appender-ref ref=\"TRUBRICS\"/>", "<appender-ref ref=\"SIFT\"/>"));
    }

    @Override
    protected String placeholder() {
        return TENANT;
    }

    /** Logback looks no more than once a second, by the clock of its events, and only within a log call. */
    @Override
    protected void awaitEviction(LoggingSystem system) {
        Logger root = ((LogbackSystem) system).context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        SiftingAppender sifting = (SiftingAppender) root.getAppender("SIFT");
        LoggingEvent later = new LoggingEvent(getClass().getName(), root, Level.INFO, "another tenant", null, null);
        Instant now = Instant.now(); // which the other calls have
        clock = (clock.isAfter(now) ? clock : now).plus(Duration.ofSeconds(2));
        later.setTimeStamp(clock.toEpochMilli());
        later.setMDCPropertyMap(Map.of(TENANT, "other"));
        sifting.doAppend(later);
        assertThat(sifting.getAppenderTracker().allKeys()).containsExactly("other");
    }
}
