package com.trubrics.appender.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import com.trubrics.appender.bridge.LogBridge;
import com.trubrics.appender.config.OptionValues;
import com.trubrics.appender.config.ReportTo;
import org.jspecify.annotations.Nullable;

/**
 * Sends log calls that name a user and an event, or a prompt and its generation, to Trubrics.
 *
 * <pre>{@code
 * <appender name="TRUBRICS" class="com.trubrics.appender.logback.TrubricsAppender">
 *   <apiKey>${TRUBRICS_API_KEY}</apiKey>
 *   <staticProperty><name>app</name><value>shop</value></staticProperty>
 * </appender>
 * <root level="INFO">
 *   <appender-ref ref="TRUBRICS"/>
 * </root>
 * }</pre>
 *
 * <p>It delivers on threads of its own, so it needs no {@code AsyncAppender} around it, which would drop lines. Neither
 * a mistake in its configuration nor a fault of the network makes it throw, or report more than a warning.
 *
 * <p>{@link #append} runs on any thread, several at once; {@link #start} and {@link #stop} may meet it, and may be
 * called again.
 */
public final class TrubricsAppender extends AppenderOptions {

    /** Null before the first start. After a stop the old one stays: it counts what still comes. */
    private volatile @Nullable LogBridge<ILoggingEvent> bridge;

    private @Nullable ContextLife life;

    /** Without options; they are set one by one. */
    public TrubricsAppender() {}

    /** Reads the options and begins to take log calls. With unusable options it warns and takes nothing. */
    @Override
    public synchronized void start() {
        if (isStarted()) {
            return;
        }
        if (getName() == null) {
            setName("Trubrics");
        }
        Context context = getContext();
        life = ContextLife.join(context);
        OptionValues options = written();
        LogBridge.Host host = new LogBridge.Host(
                context == null ? this : context, getName(), new StatusDiagnostics(this, ReportTo.of(options)));
        bridge = LogBridge.start(options, LogbackCallReader.INSTANCE, host);
        super.start();
    }

    /** Null before the first start. */
    @Nullable
    LogBridge<ILoggingEvent> bridge() {
        return bridge;
    }

    @Override
    protected void append(ILoggingEvent call) {
        LogBridge<ILoggingEvent> current = bridge;
        if (current != null && hidesNothing(current)) {
            current.append(call);
        }
    }

    /**
     * Stops taking log calls, and does not wait: this may be a thread that serves a request, as when a
     * {@code SiftingAppender} evicts this appender. What is left is delivered in the background. When the context stops,
     * it waits at its end for all its appenders together, for at most {@code shutdownTimeout}.
     */
    @Override
    public synchronized void stop() {
        LogBridge<ILoggingEvent> current = bridge;
        ContextLife context = life;
        if (!isStarted() || current == null || context == null) {
            return;
        }
        super.stop();
        if (context.goesOn()) {
            current.stop();
        } else {
            current.release();
        }
    }
}
