package com.trubrics.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.instrumentation.log4j.appender.v2_17.OpenTelemetryAppender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.StringMapMessage;

/** Log4j2, by its own API. */
final class Log4j2Session implements Session {
    private final LoggerContext context;
    private final Logger logger;

    Log4j2Session(String configuration, int port, Tuning tuning) {
        System.setProperty("port", Integer.toString(port));
        try {
            context = Configurator.initialize(new XmlConfiguration(
                    null, new ConfigurationSource(new ByteArrayInputStream(configuration.getBytes(UTF_8)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Appender appender : context.getConfiguration().getAppenders().values()) {
            if (appender instanceof OpenTelemetryAppender openTelemetry) {
                openTelemetry.setOpenTelemetry(OpenTelemetryPipeline.to(port, tuning.openTelemetry()));
            }
        }
        logger = context.getLogger("com.example.shop.Checkout");
    }

    @Override
    public void enter(Workload workload) {
        ThreadContext.clearAll();
        workload.context().forEach(ThreadContext::put);
    }

    @Override
    public void log(Workload workload) {
        switch (workload) {
            case ORDINARY, MDC -> logger.info("Order {} placed", "4711");
            case CHANGING_MDC -> {
                ThreadContext.put("event", Workload.EVENT);
                logger.info("Order {} placed", "4711");
                ThreadContext.remove("event");
            }
            case FIELDS -> logger.info(userEvent());
            case SERVICE -> logger.info(eventOfTheUser());
            case LLM, LONG_LLM ->
                logger.info(new StringMapMessage(4)
                        .with("user_id", Workload.USER)
                        .with("prompt", workload.prompt())
                        .with("generation", Workload.GENERATION));
        }
    }

    private static MapMessage<?, Object> userEvent() {
        MapMessage<?, Object> message = eventOfTheUser();
        message.with("user_id", Workload.USER);
        return message;
    }

    /** The user is in the context. */
    private static MapMessage<?, Object> eventOfTheUser() {
        MapMessage<?, Object> message = new MapMessage<>(6);
        message.with("event", Workload.EVENT);
        message.with("plan", Workload.PLAN);
        message.with("country", Workload.COUNTRY);
        message.with("seats", 12);
        return message;
    }

    @Override
    public void close() {
        context.close();
    }
}
