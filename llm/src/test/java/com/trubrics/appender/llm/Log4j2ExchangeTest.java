package com.trubrics.appender.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.MapMessage;
import org.junit.jupiter.api.Test;

class Log4j2ExchangeTest extends LlmExchangeContract {

    @Test
    void theFieldsAreThereAsJsonForThoseWhoAskForIt() {
        ExchangeMessage message = new ExchangeMessage(Map.of("prompt", "Hi?", "prompt_tokens", 3), "summary");

        assertThat(message.getFormattedMessage(new String[] {"JSON"}))
                .contains("\"Hi?\"")
                .contains("3");
        assertThat(message.getFormattedMessage(new String[] {})).isEqualTo("summary");
        assertThat(message).hasToString("summary");
    }

    @Override
    List<Line> logged(Runnable application) {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        Recorder recorder = new Recorder();
        recorder.start();
        LoggerConfig logger = new LoggerConfig(LogSystem.LOGGER, Level.ALL, true);
        logger.addAppender(recorder, Level.ALL, null);
        context.getConfiguration().addLogger(LogSystem.LOGGER, logger);
        context.updateLoggers();
        try {
            application.run();
        } finally {
            context.getConfiguration().removeLogger(LogSystem.LOGGER);
            context.updateLoggers();
        }
        return recorder.lines;
    }

    private static final class Recorder extends AbstractAppender {

        private final PatternLayout text =
                PatternLayout.newBuilder().setPattern("%m").build();

        private final List<Line> lines = Collections.synchronizedList(new ArrayList<>());

        private Recorder() {
            super("recorder", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            Map<String, Object> fields = new HashMap<>();
            ((MapMessage<?, ?>) event.getMessage())
                    .getIndexedReadOnlyStringMap()
                    .forEach((String name, Object value) -> fields.put(name, value));
            lines.add(new Line(
                    event.getLevel().toString(),
                    text.toSerializable(event),
                    fields,
                    event.getContextData().toMap()));
        }
    }
}
