package com.trubrics.appender.junit;

import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.ThreadContext;

class Log4j2EventsTest extends TrubricsEventsContract {

    @Override
    void log(String logger, Map<String, String> mdc, String message, Object... arguments) {
        ThreadContext.putAll(mdc);
        try {
            LogManager.getLogger(logger).info(message, arguments);
        } finally {
            ThreadContext.clearAll();
        }
    }
}
