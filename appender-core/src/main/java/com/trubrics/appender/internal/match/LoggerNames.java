package com.trubrics.appender.internal.match;

import java.util.List;

/**
 * Matches loggers by prefix: {@code com.acme} includes itself and {@code com.acme.Shop}, but not {@code com.acmex}. The root
 * logger is {@code ROOT}, which includes only itself.
 */
public final class LoggerNames {

    /** The name in Logback and SLF4J. In Log4j2, the name is empty. */
    private static final String ROOT = "ROOT";

    private final String[] names;

    /** Creates a set of names, which may be empty. */
    public LoggerNames(List<String> names) {
        this.names = names.toArray(String[]::new);
    }

    /** Returns whether there is no name. */
    public boolean isEmpty() {
        return names.length == 0;
    }

    /** Returns whether one of the names includes a logger. */
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
