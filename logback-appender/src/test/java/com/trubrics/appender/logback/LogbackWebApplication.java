package com.trubrics.appender.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import com.trubrics.appender.testkit.WebApplication;
import java.io.File;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/** A web application on Logback: its own copy, or a context of its own in the container's. */
public final class LogbackWebApplication extends WebApplication {
    private final LoggerContext context;
    private final File configuration;

    /** Starts Logback with this file. */
    public LogbackWebApplication(String configuration) {
        this.configuration = new File(configuration);
        context = hasItsOwnLogback() ? (LoggerContext) LoggerFactory.getILoggerFactory() : new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        run();
        context.start();
    }

    private boolean hasItsOwnLogback() {
        return LoggerContext.class.getClassLoader() == getClass().getClassLoader();
    }

    @Override
    public void run() {
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(configuration);
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected void log(Map<String, Object> fields, Map<String, String> mdc) {
        mdc.forEach(MDC::put);
        try {
            LoggingEventBuilder call = context.getLogger(getClass().getName()).atInfo();
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                call = call.addKeyValue(field.getKey(), field.getValue());
            }
            call.log("request");
        } finally {
            MDC.clear();
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
