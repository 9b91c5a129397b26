package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.ExitProgram;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.message.StringMapMessage;

/** An application on Log4j2, in a JVM of its own; configured by {@code log4j2.configurationFile}. */
final class Log4j2ExitProgram implements ExitProgram.Logging {
    private static final Logger LOGGER = LogManager.getLogger(Log4j2ExitProgram.class);

    private Log4j2ExitProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        ExitProgram.run(new Log4j2ExitProgram(), arguments);
    }

    @Override
    @SuppressWarnings("try")
    public void event(String userId, String name, String id) {
        try (CloseableThreadContext.Instance ignored = CloseableThreadContext.put("user_id", userId)) {
            LOGGER.info(new StringMapMessage().with("event", name).with("id", id));
        }
    }

    @Override
    public void stop() {
        LogManager.shutdown();
    }

    @Override
    public void stopAppender() {
        LoggerContext.getContext(false)
                .getConfiguration()
                .getAppender(Log4j2Xml.APPENDER)
                .stop();
    }
}
