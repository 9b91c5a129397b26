package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.WebApplication;
import java.nio.file.Path;
import java.util.Map;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.message.MapMessage;

/** A web application on Log4j2, started and stopped as {@code log4j-web} does: each has a context for its class loader. */
public final class Log4j2WebApplication extends WebApplication {
    private final LoggerContext context;

    /** Starts Log4j2 with this file. */
    public Log4j2WebApplication(String configuration) {
        context = Configurator.initialize(
                "shop", getClass().getClassLoader(), Path.of(configuration).toUri());
    }

    @Override
    public void run() {
        context.reconfigure();
    }

    @Override
    @SuppressWarnings("try")
    protected void log(Map<String, Object> fields, Map<String, String> mdc) {
        try (CloseableThreadContext.Instance ignored = CloseableThreadContext.putAll(mdc)) {
            context.getLogger(getClass()).info(new MapMessage<>(fields));
        }
    }

    @Override
    public void close() {
        Configurator.shutdown(context);
    }
}
