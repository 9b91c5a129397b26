package com.trubrics.appender.mapping;

import java.util.List;

/** Logger names with all below them: {@code com.acme} stands for itself and {@code com.acme.Shop}, not {@code com.acmex}. */
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
