package com.trubrics.appender.junit;

import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogbackEventsTest extends TrubricsEventsContract {

    @Override
    void log(String logger, Map<String, String> mdc, String message, Object... arguments) {
        MDC.setContextMap(mdc);
        try {
            LoggerFactory.getLogger(logger).info(message, arguments);
        } finally {
            MDC.clear();
        }
    }
}
