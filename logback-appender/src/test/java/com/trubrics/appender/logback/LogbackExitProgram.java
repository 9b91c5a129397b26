package com.trubrics.appender.logback;

import ch.qos.logback.classic.LoggerContext;
import com.trubrics.appender.testkit.ExitProgram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** An application on Logback, in a JVM of its own; configured by {@code logback.configurationFile}. */
final class LogbackExitProgram implements ExitProgram.Logging {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogbackExitProgram.class);

    private LogbackExitProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        ExitProgram.run(new LogbackExitProgram(), arguments);
    }

    @Override
    public void event(String userId, String name, String id) {
        try (MDC.MDCCloseable user = MDC.putCloseable("user_id", userId)) {
            LOGGER.atInfo().addKeyValue("event", name).addKeyValue("id", id).log("{} of {}", name, user);
        }
    }

    @Override
    public void stop() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    @Override
    public void stopAppender() {
        ((LoggerContext) LoggerFactory.getILoggerFactory())
                .getLogger(Logger.ROOT_LOGGER_NAME)
                .getAppender(LogbackXml.APPENDER)
                .stop();
    }
}
