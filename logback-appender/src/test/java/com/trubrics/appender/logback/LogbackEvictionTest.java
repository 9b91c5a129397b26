package com.trubrics.appender.logback;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.sift.SiftingAppender;
import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.EvictionContract;
import com.trubrics.appender.testkit.LogLine;
import com.trubrics.appender.testkit.LoggingSystem;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** A {@code SiftingAppender} that keeps one appender: the next tenant's log call stops it. */
@Tag("version-matrix")
class LogbackEvictionTest extends EvictionContract {
    private static final String OURS = "<appender name=\"TRUBRICS\"";

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

    /** Logback looks no more than once a second, and only within a log call. */
    @Override
    protected void awaitEviction(LoggingSystem system) {
        SiftingAppender sifting = (SiftingAppender) ((LogbackSystem) system)
                .context()
                .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                .getAppender("SIFT");
        await().until(() -> {
            system.log(LogLine.info("another tenant").mdc(TENANT, "other"));
            return sifting.getAppenderTracker().allKeys().equals(Set.of("other"));
        });
    }
}
