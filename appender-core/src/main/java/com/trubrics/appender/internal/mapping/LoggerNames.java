package com.trubrics.appender.internal.mapping;

import java.util.List;

/** Matches loggers by prefix: {@code com.acme} covers itself and {@code com.acme.Shop}, but not {@code com.acmex}. */
final class LoggerNames {

    private final String[] names;

    LoggerNames(List<String> names) {
        this.names = names.toArray(String[]::new);
    }

    boolean isEmpty() {
        return names.length == 0;
    }

    boolean contain(String logger) {
        for (String name : names) {
            if (logger.startsWith(name) && (logger.length() == name.length() || logger.charAt(name.length()) == '.')) {
                return true;
            }
        }
        return false;
    }
}
