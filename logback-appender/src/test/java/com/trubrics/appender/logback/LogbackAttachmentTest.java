package com.trubrics.appender.logback;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.AttachmentContract;
import com.trubrics.appender.testkit.LoggingSystem;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;

@Tag("version-matrix")
class LogbackAttachmentTest extends AttachmentContract {
    @Override
    protected LoggingSystem start(AppenderConfig config, Below logger) {
        StringBuilder xml = new StringBuilder();
        for (String name : new String[] {SHARED, OWN}) {
            xml.append("<appender name=\"%s\" class=\"ch.qos.logback.core.read.ListAppender\"/>%n".formatted(name));
        }
        logger.more().forEach((name, more) -> xml.append(LogbackXml.appender(more, name)));
        xml.append("<logger name=\"%s\" additivity=\"%s\">".formatted(logger.name(), logger.additive()))
                .append(logger.appenders().stream()
                        .map(LogbackAttachmentTest::reference)
                        .collect(Collectors.joining()))
                .append("</logger>");
        return LogbackSystem.start(LogbackXml.write(config)
                .replace("<root level=\"TRACE\">", xml + "<root level=\"TRACE\">" + reference(SHARED)));
    }

    private static String reference(String name) {
        return "<appender-ref ref=\"" + name + "\"/>";
    }
}
