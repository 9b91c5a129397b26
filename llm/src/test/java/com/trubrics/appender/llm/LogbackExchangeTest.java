package com.trubrics.appender.llm;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LogbackExchangeTest extends LlmExchangeContract {

    @Override
    List<Line> logged(Runnable application) {
        Logger logger = (Logger) LoggerFactory.getLogger(LogSystem.LOGGER);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        try {
            application.run();
        } finally {
            logger.detachAppender(appender);
        }
        return appender.list.stream().map(LogbackExchangeTest::line).toList();
    }

    private static Line line(ILoggingEvent event) {
        Map<String, Object> fields = event.getKeyValuePairs().stream()
                .collect(Collectors.toMap((KeyValuePair pair) -> pair.key, pair -> pair.value));
        return new Line(event.getLevel().toString(), event.getFormattedMessage(), fields, event.getMDCPropertyMap());
    }
}
