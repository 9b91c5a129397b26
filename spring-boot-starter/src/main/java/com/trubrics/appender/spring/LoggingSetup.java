package com.trubrics.appender.spring;

import com.trubrics.appender.spi.OptionValues;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The logging framework of this JVM in its current configuration, and the starter's appender in it. Used by one thread at a
 * time.
 */
interface LoggingSetup {

    /** The name of the starter's appender, in the framework and in its messages. */
    String APPENDER = "TrubricsSpringBoot";

    /** Returns the name of a Trubrics appender that the configuration itself declares, or null. */
    @Nullable
    String configuredAppender();

    /**
     * Returns whether the starter's appender is in the current configuration. A reconfiguration of the framework removes it.
     */
    boolean isAttached();

    /**
     * Attaches a started appender to the root logger, and to the selected loggers that pass nothing on to the root logger.
     *
     * @return the loggers with their own appenders whose log calls do not reach the appender
     */
    List<String> attach(OptionValues options, Predicate<String> wanted);

    /** Replaces the options of the attached appender, without a gap. */
    void reconfigure(OptionValues options);

    /** Calls the action after each reconfiguration of the framework, on the configuring thread. May be called repeatedly. */
    void afterEachConfiguration(Runnable action);

    /** Returns the framework that SLF4J, or else Log4j2's API, logs to; null if there is no appender for it. */
    static @Nullable LoggingSetup find() {
        if (OptionalLibrary.LOGBACK.isPresent()) {
            LoggingSetup logback = LogbackSetup.find();
            if (logback != null) {
                return logback;
            }
        }
        return OptionalLibrary.LOG4J2.isPresent() ? Log4j2Setup.find() : null;
    }
}
