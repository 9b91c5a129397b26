package com.trubrics.appender.log4j2;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.apache.logging.log4j.core.impl.DefaultLogEventFactory;
import org.apache.logging.log4j.message.ParameterizedMessageFactory;
import org.jspecify.annotations.Nullable;

/** A way that Log4j2 takes a log call to an appender, each with its own kind of event. */
enum Route {
    /** Garbage-free: a {@code MutableLogEvent} that is its own message. */
    REUSED_EVENT,
    /** As in a web application: a {@code Log4jLogEvent} with the message as it was logged. */
    OWN_EVENT,
    /** Behind an asynchronous appender: a {@code Log4jLogEvent} with a memento of the message. */
    ASYNC_APPENDER,
    /** Asynchronous loggers: a {@code RingBufferLogEvent}. */
    ASYNC_LOGGER;

    static final String LOGGER = "com.acme.shop.Checkout";

    /** Makes the call, and reads the event while an appender has it. */
    <T extends @Nullable Object> T read(Consumer<Logger> call, Function<LogEvent, T> reading) {
        CompletableFuture<T> result = new CompletableFuture<>();
        LoggerContext context = this == ASYNC_LOGGER ? new AsyncLoggerContext(name()) : new LoggerContext(name());
        context.start(configuration());
        try {
            attach(new Reader<>(reading, result), context);
            call.accept(logger(context));
        } finally {
            context.stop();
        }
        return result.join();
    }

    private static Configuration configuration() {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        return builder.setShutdownHook("disable")
                .add(builder.newRootLogger(Level.ALL))
                .build(false);
    }

    private void attach(Appender reader, LoggerContext context) {
        Configuration configuration = context.getConfiguration();
        reader.start();
        configuration.addAppender(reader);
        Appender outer = this == ASYNC_APPENDER ? async(reader, configuration) : reader;
        LoggerConfig root = configuration.getRootLogger();
        root.addAppender(outer, null, null);
        if (this == OWN_EVENT) {
            root.setLogEventFactory(new DefaultLogEventFactory());
        }
        context.updateLoggers();
    }

    private static Appender async(Appender inner, Configuration configuration) {
        AsyncAppender async = AsyncAppender.newBuilder()
                .setName("async")
                .setConfiguration(configuration)
                .setAppenderRefs(new AppenderRef[] {AppenderRef.createAppenderRef(inner.getName(), null, null)})
                .build();
        async.start();
        configuration.addAppender(async);
        return async;
    }

    private Logger logger(LoggerContext context) {
        return this == OWN_EVENT
                ? context.getLogger(LOGGER, ParameterizedMessageFactory.INSTANCE)
                : context.getLogger(LOGGER);
    }

    private static final class Reader<T extends @Nullable Object> extends AbstractAppender {
        private final Function<LogEvent, T> reading;
        private final CompletableFuture<T> result;

        Reader(Function<LogEvent, T> reading, CompletableFuture<T> result) {
            super("reader", null, null, true, Property.EMPTY_ARRAY);
            this.reading = reading;
            this.result = result;
        }

        @Override
        public void append(LogEvent event) {
            try {
                result.complete(reading.apply(event));
            } catch (RuntimeException | AssertionError failure) {
                result.completeExceptionally(failure);
            }
        }
    }
}
