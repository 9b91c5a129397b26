package com.trubrics.appender.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import com.trubrics.appender.spi.AppenderCore;
import com.trubrics.appender.spi.AppenderHost;
import com.trubrics.appender.spi.OptionValues;
import com.trubrics.appender.spi.ReportTo;
import org.jspecify.annotations.Nullable;

/**
 * Sends log calls that name a user and an event, or a prompt and its generation, to Trubrics.
 *
 * <pre>{@code
 * <appender name="TRUBRICS" class="com.trubrics.appender.logback.TrubricsAppender">
 *   <flushInterval>5 s</flushInterval>
 *   <staticProperty><name>app</name><value>shop</value></staticProperty>
 * </appender>
 * <root level="INFO">
 *   <appender-ref ref="TRUBRICS"/>
 * </root>
 * }</pre>
 *
 * <p>The appender delivers on its own threads. Do not wrap it in an {@code AsyncAppender}, which would drop lines.
 * It never throws or reports more than a warning, whatever is wrong with its configuration or the network.
 *
 * <p>{@link #append} may run on several threads at once, also during {@link #start} and {@link #stop}, which may be
 * called repeatedly.
 */
public final class TrubricsAppender extends AppenderOptions {

    /** Null before the first start. Kept after a stop, to count what is still logged. */
    private volatile @Nullable AppenderCore<ILoggingEvent> core;

    private @Nullable ContextLifecycle life;

    /** Creates an appender without any option set. */
    public TrubricsAppender() {
        this(new OptionValues());
    }

    /**
     * Creates an appender for a program that reads its configuration itself.
     *
     * @param options read at each start, never copied
     */
    public TrubricsAppender(OptionValues options) {
        super(options);
    }

    /** Reads the options and starts to accept log calls. With unusable options it warns, and stays inactive. */
    @Override
    public synchronized void start() {
        if (isStarted()) {
            return;
        }
        if (getName() == null) {
            setName("Trubrics");
        }
        life = ContextLifecycle.join(getContext());
        core = open(written());
        super.start();
    }

    /**
     * Replaces all options of an appender, and applies them immediately if it has been started. For each log call, either
     * the old or the new options apply, so none is lost or sent twice. Waiting events still go to their old destination.
     * Does not wait.
     */
    public synchronized void reconfigure(OptionValues options) {
        setAll(options);
        AppenderCore<ILoggingEvent> before = core;
        if (isStarted() && before != null) {
            core = open(options);
            before.release();
        }
    }

    private AppenderCore<ILoggingEvent> open(OptionValues options) {
        Context context = getContext();
        AppenderHost host = new AppenderHost(
                context == null ? this : context,
                getName(),
                new StatusDiagnostics(this, ReportTo.of(options)),
                () -> LoggerTree.of(context));
        return AppenderCore.start(options, LogbackCallReader.INSTANCE, host);
    }

    /** Null before the first start. */
    @Nullable
    AppenderCore<ILoggingEvent> core() {
        return core;
    }

    @Override
    protected void append(ILoggingEvent call) {
        AppenderCore<ILoggingEvent> current = core;
        if (current != null && hidesNothing(current)) {
            current.append(call);
        }
    }

    /**
     * Stops accepting log calls. Does not wait, because the current thread may be serving a request, for example when a
     * {@code SiftingAppender} evicts this appender. The remaining events are delivered in the background. When the context
     * stops, it waits for all its appenders together, for at most {@code shutdownTimeout}.
     */
    @Override
    public synchronized void stop() {
        AppenderCore<ILoggingEvent> current = core;
        ContextLifecycle context = life;
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
