package com.trubrics.appender.spring;

import com.trubrics.appender.spi.OptionValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The setup steps that both frameworks share. Subclasses implement them for one framework.
 *
 * @param <A> our appender for the framework
 * @param <L> the framework's loggers
 */
abstract class FrameworkSetup<A, L> implements LoggingSetup {

    /** The context that notifies us of its configurations, also after it has been reconfigured. */
    private static final AtomicReference<@Nullable Object> LISTENED_TO = new AtomicReference<>();

    private final Object context;

    FrameworkSetup(Object context) {
        this.context = context;
    }

    @Override
    public final boolean isAttached() {
        A ours = ours();
        return ours != null && isStarted(ours);
    }

    @Override
    public final List<String> attach(OptionValues options, Predicate<String> wanted) {
        A appender = attachToRoot(options);
        List<String> missed = new ArrayList<>();
        closedLoggers().forEach((name, logger) -> {
            if (wanted.test(name)) {
                attach(appender, logger);
            } else {
                missed.add(name);
            }
        });
        applyChanges();
        return missed;
    }

    @Override
    public final void reconfigure(OptionValues options) {
        A ours = ours();
        if (ours != null) {
            reconfigure(ours, options);
        }
    }

    @Override
    public final void afterEachConfiguration(Runnable action) {
        Object before = LISTENED_TO.get();
        if (before != context && LISTENED_TO.compareAndSet(before, context)) {
            listen(action);
        }
    }

    /** Returns the starter's appender in the current configuration, or null. */
    abstract @Nullable A ours();

    abstract boolean isStarted(A appender);

    abstract void reconfigure(A appender, OptionValues options);

    /** Starts an appender and attaches it to the root logger, replacing a stopped one. */
    abstract A attachToRoot(OptionValues options);

    /** Returns, by name, the loggers that have their own appenders and pass nothing on to the root logger. */
    abstract Map<String, L> closedLoggers();

    abstract void attach(A appender, L logger);

    /** Called after the last of several changes. */
    abstract void applyChanges();

    /** Calls the action after each configuration of the context from now on. */
    abstract void listen(Runnable action);
}
