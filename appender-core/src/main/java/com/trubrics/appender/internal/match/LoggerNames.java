package com.trubrics.appender.internal.match;

import java.util.List;

/**
 * Matches loggers by prefix: {@code com.acme} covers itself and {@code com.acme.Shop}, but not {@code com.acmex}. The root
 * logger is {@code ROOT} and covers nothing but itself.
 */
public final class LoggerNames {

    /** Logback and SLF4J call it so. In Log4j2 its name is empty. */
    private static final String ROOT = "ROOT";

    private final String[] names;

    /** Creates names, of which none means that there is nothing to contain. */
    public LoggerNames(List<String> names) {
        this.names = names.toArray(String[]::new);
    }

    /** Returns whether there is no name. */
    public boolean isEmpty() {
        return names.length == 0;
    }

    /** Returns whether one of the names covers a logger. */
    public boolean contain(String logger) {
        String wanted = logger.isEmpty() ? ROOT : logger;
        for (String name : names) {
            if (wanted.startsWith(name) && (wanted.length() == name.length() || wanted.charAt(name.length()) == '.')) {
                return true;
            }
        }
        return false;
    }
}
