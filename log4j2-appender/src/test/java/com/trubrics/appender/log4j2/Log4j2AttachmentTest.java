package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.AttachmentContract;
import com.trubrics.appender.testkit.LoggingSystem;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;

@Tag("version-matrix")
class Log4j2AttachmentTest extends AttachmentContract {
    @Override
    protected LoggingSystem start(AppenderConfig config, Below logger) {
        StringBuilder appenders =
                new StringBuilder("<Neighbour name=\"%s\"/><Neighbour name=\"%s\"/>".formatted(SHARED, OWN));
        logger.more().forEach((name, more) -> appenders.append(Log4j2Xml.appender(more, name)));
        String below = "<Logger name=\"%s\" level=\"ALL\" additivity=\"%s\">%s</Logger>"
                .formatted(
                        logger.name(),
                        logger.additive(),
                        logger.appenders().stream()
                                .map(Log4j2AttachmentTest::reference)
                                .collect(Collectors.joining()));
        return Log4j2System.start(Log4j2Xml.write(config)
                .replace("</Appenders>", appenders + "</Appenders>")
                .replace("<Root level=\"ALL\">", below + "<Root level=\"ALL\">" + reference(SHARED)));
    }

    private static String reference(String name) {
        return "<AppenderRef ref=\"" + name + "\"/>";
    }
}
