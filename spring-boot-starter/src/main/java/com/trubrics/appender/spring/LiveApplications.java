package com.trubrics.appender.spring;

import com.trubrics.appender.EventFilter;
import com.trubrics.appender.spi.OptionValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The applications in this JVM that send events, and the one appender that they share. They share it because they share one
 * logging framework, and a log call does not show which application it belongs to. The options of the application that
 * started first apply until it has closed; then those of the next one apply.
 *
 * <p>Spring Boot reconfigures the framework at the first start, and at the start after any application has closed. The
 * appender is then lost, and is attached again with the options of the oldest running application. Otherwise the appender
 * stays, even if no application is left, because the last lines may be events.
 *
 * <p>Thread-safe.
 */
final class LiveApplications {
    private static final LiveApplications OF_THE_JVM =
            new LiveApplications(LoggingSetup::find, LogFactory.getLog(LiveApplications.class));

    private final Supplier<@Nullable LoggingSetup> framework;
    private final Log log;
    private final ReentrantLock lock = new ReentrantLock();

    /** In the order in which they started. */
    private final Map<Object, BoundOptions> applications = new LinkedHashMap<>();

    private final FilterBeans filters = new FilterBeans();

    /** Set while this class changes the configuration, because the framework reports that change too. */
    private boolean attaching;

    /** The name of the appender that the logging configuration declares, which the starter does not change; null for none. */
    private @Nullable String configured;

    /** The options of the attached appender. */
    private @Nullable BoundOptions inUse;

    LiveApplications(Supplier<@Nullable LoggingSetup> framework, Log log) {
        this.framework = framework;
        this.log = log;
    }

    static LiveApplications ofTheJvm() {
        return OF_THE_JVM;
    }

    /** Called when an application has started, or its options have changed. They apply unless an older application has some. */
    void join(Object application, BoundOptions options) {
        lock.lock();
        try {
            applications.put(application, options);
            attach();
            BoundOptions used = inUse;
            if (used != null && !used.equals(options)) {
                warnOfOthers(used.differences(options));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Called when an application has closed, or has started without sending events. In both cases, the appender of the other
     * applications may have to be attached again.
     */
    void leave(Object application) {
        lock.lock();
        try {
            applications.remove(application);
            filters.letGo(application);
            attach();
        } finally {
            lock.unlock();
        }
    }

    /** Called when all beans of an application exist. */
    void useFilters(Object application, List<EventFilter> beans) {
        lock.lock();
        try {
            filters.use(application, beans);
            if (configured != null && !beans.isEmpty()) {
                log.warn(
                        "The logging configuration declares the Trubrics appender '" + configured + "', whose events do"
                                + " not pass through the EventFilter beans of this application. Name a filter class in the"
                                + " appender's option 'eventFilter'.");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sets the filter even while it is empty. To add it later, the options would be read, and their mistakes reported, again. */
    private OptionValues values(BoundOptions options) {
        OptionValues values = options.toValues();
        values.setEventFilter(filters);
        return values;
    }

    /** Makes sure that the appender is attached after any configuration of the framework. */
    private void attach() {
        lock.lock();
        try {
            BoundOptions options = applications.values().stream().findFirst().orElse(null);
            if (options == null || attaching) {
                return;
            }
            attaching = true;
            LoggingSetup setup = framework.get();
            if (setup == null) {
                log.warn("No events will be sent to Trubrics: the logging framework is neither Logback nor Log4j2.");
            } else {
                attach(setup, options);
            }
        } finally {
            attaching = false;
            lock.unlock();
        }
    }

    private void attach(LoggingSetup setup, BoundOptions options) {
        setup.afterEachConfiguration(this::attach);
        configured = setup.configuredAppender();
        if (configured != null) {
            inUse = null;
            log.info("The logging configuration has a Trubrics appender, '" + configured + "', which is not changed:"
                    + " the properties 'trubrics.*' have no effect on it.");
        } else if (!setup.isAttached()) {
            inUse = options;
            CurrentUser.configure(options.user());
            report(setup.attach(values(options), options::names));
        } else if (!options.equals(inUse)) {
            inUse = options;
            CurrentUser.configure(options.user());
            setup.reconfigure(values(options));
            log.info("The options of the Trubrics appender have changed.");
        }
    }

    private void report(List<String> missed) {
        log.info(
                "The Trubrics appender is attached to the root logger."
                        + (missed.isEmpty()
                                ? ""
                                : " It gets no log calls of " + String.join(", ", missed)
                                        + ", which have additivity=\"false\". Name those that log events in 'trubrics.loggers'."));
    }

    private void warnOfOthers(Set<String> differences) {
        log.warn("Another application in this JVM has already started, with different Trubrics options. Both share one"
                + " appender, which keeps the other application's options until that application closes. Different here: "
                + String.join(", ", differences) + ".");
    }
}
