package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.match.LoggerNames;
import com.trubrics.appender.spi.ReportTo;
import java.util.List;

/**
 * Recognises log calls that delivery itself causes, at any level. As events, they would cause the next delivery in an
 * endless loop. Thread-safe.
 */
final class SelfLogFilter {

    /** Relocated together with the libraries, so in the jar these are only the loggers of our own copies. */
    private static final LoggerNames LOGGERS = new LoggerNames(List.of("okhttp3", "okio"));

    /** Our threads, OkHttp's task runner and dispatcher, and Okio's watchdog. */
    private static final String[] THREADS = {"trubrics-", "OkHttp", "Okio"};

    /**
     * OkHttp's name for a thread of an asynchronous call. We make no such calls, but an application receives answers of
     * its model there, and logs them.
     */
    private static final String ASYNCHRONOUS_CALL = "OkHttp http";

    private final NameCache<Boolean> ownThreads = new NameCache<>(SelfLogFilter::isOwnThread);
    private final NameCache<Boolean> ownLoggers = new NameCache<>(SelfLogFilter::isOwnLogger);

    boolean caused(String thread, String logger) {
        return ownThreads.get(thread) || ownLoggers.get(logger);
    }

    private static boolean isOwnThread(String thread) {
        for (String prefix : THREADS) {
            if (thread.startsWith(prefix) && !thread.startsWith(ASYNCHRONOUS_CALL)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOwnLogger(String logger) {
        return LOGGERS.contain(logger) || logger.equals(ReportTo.LOGGER);
    }
}
