package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.LoggingSystem;
import com.trubrics.appender.testkit.RuleReachContract;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.junit.jupiter.api.Tag;

@Tag("version-matrix")
class Log4j2RuleReachTest extends RuleReachContract {
    @Override
    protected LoggingSystem start(AppenderConfig config, List<Below> loggers) {
        String below = loggers.stream()
                .map(logger -> "<Logger name=\"%s\" level=\"%s\" additivity=\"%s\"/>"
                        .formatted(logger.name(), logger.level(), logger.additive()))
                .collect(Collectors.joining());
        return Log4j2System.start(
                Log4j2Xml.write(config).replace("<Root level=\"ALL\">", below + "<Root level=\"INFO\">"));
    }

    /** As Spring Boot does it. */
    @Override
    protected void setLevel(LoggingSystem system, String logger, System.Logger.Level level) {
        Configuration configuration = ((Log4j2System) system).context().getConfiguration();
        configuration.addLogger(logger, new LoggerConfig(logger, Level.valueOf(level.name()), true));
        ((Log4j2System) system).context().updateLoggers();
    }
}
