package com.trubrics.appender.mapping;

import java.util.List;

/**
 * What is logged because we deliver: taken as an event, it would cause the next delivery, and so on for ever. Whatever
 * the level.
 */
final class OwnActivity {

    private static final LoggerNames LOGGERS = new LoggerNames(List.of("okhttp3", "okio"));

    /** Ours, OkHttp's task runner and dispatcher, Okio's watchdog. */
    private static final String[] THREADS = {"trubrics-", "OkHttp", "Okio"};

    private OwnActivity() {}

    static boolean caused(String thread, String logger) {
        for (String prefix : THREADS) {
            if (thread.startsWith(prefix)) {
                return true;
            }
        }
        return LOGGERS.contain(logger);
    }
}
