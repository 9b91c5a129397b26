package com.trubrics.appender.llm;

import java.util.Map;
import org.apache.logging.log4j.message.AsynchronouslyFormattable;
import org.apache.logging.log4j.message.MapMessage;

/**
 * The fields of an exchange. As text, the message is only a summary: {@code %m} must not print prompts. Layouts that ask for a
 * structured format, such as JSON, get the fields.
 */
@AsynchronouslyFormattable
final class ExchangeMessage extends MapMessage<ExchangeMessage, Object> {

    private static final long serialVersionUID = 1L;

    private final String summary;

    ExchangeMessage(Map<String, Object> fields, String summary) {
        super(fields);
        this.summary = summary;
    }

    @Override
    protected void appendMap(StringBuilder text) {
        text.append(summary);
    }

    /** Log4j2 calls this to create a message with a different map. */
    @Override
    public ExchangeMessage newInstance(Map<String, Object> fields) {
        return new ExchangeMessage(fields, summary);
    }
}
