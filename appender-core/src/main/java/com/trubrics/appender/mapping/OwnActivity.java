package com.trubrics.appender.mapping;

import java.util.List;

/**
 * What is logged because we deliver: taken as an event, it would cause the next delivery, and so on for ever. Whatever
 * the level.
 */
final class OwnActivity {

    /** Relocated with the libraries, so that in the jar these are our own copies' loggers, and nobody else's. */
    private static final LoggerNames LOGGERS = new LoggerNames(List.of("okhttp3", "okio"));

    /** Ours, OkHttp's task runner and dispatcher, Okio's watchdog. */
    private static final String[] THREADS = {"trubrics-", "OkHttp", "Okio"};

    /**
     * What OkHttp calls a thread of an asynchronous call, of which we make none: an application is told there what its
     * model has answered, and logs it.
     */
    private static final String ASYNCHRONOUS_CALL = "OkHttp http";

    private OwnActivity() {}

    static boolean caused(String thread, String logger) {
        for (String prefix : THREADS) {
            if (thread.startsWith(prefix) && !thread.startsWith(ASYNCHRONOUS_CALL)) {
                return true;
            }
        }
        return LOGGERS.contain(logger);
    }
}
