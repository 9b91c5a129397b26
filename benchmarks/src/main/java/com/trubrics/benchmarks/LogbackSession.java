package com.trubrics.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.joran.spi.JoranException;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import java.io.ByteArrayInputStream;
import java.util.Iterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Logback, by SLF4J's API. */
final class LogbackSession implements Session {
    private final LoggerContext context;
    private final Logger logger;

    LogbackSession(String configuration, int port, Tuning tuning) {
        context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.putProperty("port", Integer.toString(port));
        try {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(new ByteArrayInputStream(configuration.getBytes(UTF_8)));
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
        installOpenTelemetry(port, tuning);
        logger = context.getLogger("com.example.shop.Checkout");
    }

    private void installOpenTelemetry(int port, Tuning tuning) {
        Iterator<Appender<ILoggingEvent>> appenders =
                context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
        while (appenders.hasNext()) {
            if (appenders.next() instanceof OpenTelemetryAppender appender) {
                appender.setOpenTelemetry(OpenTelemetryPipeline.to(port, tuning.openTelemetry()));
            }
        }
    }

    @Override
    public void enter(Workload workload) {
        MDC.clear();
        workload.context().forEach(MDC::put);
    }

    @Override
    public void log(Workload workload) {
        switch (workload) {
            case ORDINARY, MDC -> logger.info("Order {} placed", "4711");
            case CHANGING_MDC -> {
                MDC.put("event", Workload.EVENT);
                logger.info("Order {} placed", "4711");
                MDC.remove("event");
            }
            case FIELDS ->
                logger.atInfo()
                        .addKeyValue("user_id", Workload.USER)
                        .addKeyValue("event", Workload.EVENT)
                        .addKeyValue("plan", Workload.PLAN)
                        .addKeyValue("country", Workload.COUNTRY)
                        .addKeyValue("seats", 12)
                        .log("Order {} placed", "4711");
            case SERVICE ->
                logger.atInfo()
                        .addKeyValue("event", Workload.EVENT)
                        .addKeyValue("plan", Workload.PLAN)
                        .addKeyValue("country", Workload.COUNTRY)
                        .addKeyValue("seats", 12)
                        .log("Order {} placed", "4711");
            case LLM, LONG_LLM ->
                logger.atInfo()
                        .addKeyValue("user_id", Workload.USER)
                        .addKeyValue("prompt", workload.prompt())
                        .addKeyValue("generation", Workload.GENERATION)
                        .log("answered");
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
