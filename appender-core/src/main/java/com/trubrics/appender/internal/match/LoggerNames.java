package com.trubrics.appender.internal.match;

import java.util.List;

/** Matches loggers by prefix: {@code com.acme} covers itself and {@code com.acme.Shop}, but not {@code com.acmex}. */
public final class LoggerNames {

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
        for (String name : names) {
            if (logger.startsWith(name) && (logger.length() == name.length() || logger.charAt(name.length()) == '.')) {
                return true;
            }
        }
        return false;
    }
}
