package com.trubrics.appender.logback;

import ch.qos.logback.classic.Level;
import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.LoggingSystem;
import com.trubrics.appender.testkit.RuleReachContract;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;

@Tag("version-matrix")
class LogbackRuleReachTest extends RuleReachContract {
    @Override
    protected LoggingSystem start(AppenderConfig config, List<Below> loggers) {
        String below = loggers.stream()
                .map(logger -> "<logger name=\"%s\" level=\"%s\" additivity=\"%s\"/>"
                        .formatted(logger.name(), logger.level(), logger.additive()))
                .collect(Collectors.joining());
        return LogbackSystem.start(
                LogbackXml.write(config).replace("<root level=\"TRACE\">", below + "<root level=\"INFO\">"));
    }

    /** As Spring Boot does it. */
    @Override
    protected void setLevel(LoggingSystem system, String logger, System.Logger.Level level) {
        ((LogbackSystem) system).context().getLogger(logger).setLevel(Level.valueOf(level.name()));
    }
}
