package com.example.compatibility.test;

import java.util.List;

/** The framework, or frameworks, that an application logs on; what belongs to another one is not on its class path. */
enum Logging {
    LOGBACK,
    LOG4J2,
    /** SLF4J on Logback, and Log4j2's own API on Log4j2: no bridge from one to the other. */
    BOTH;

    /** By the names that the application expects. */
    List<String> frameworks() {
        return this == BOTH ? List.of(LOGBACK.name(), LOG4J2.name()) : List.of(name());
    }

    /** Whether this jar is on the class path. */
    boolean has(String jar) {
        return withoutJars().stream().noneMatch(jar::startsWith);
    }

    private List<String> withoutJars() {
        return switch (this) {
            case LOGBACK -> List.of("log4j-core-", "log4j-slf4j2-impl-", "trubrics-log4j2-appender-");
            case LOG4J2 -> List.of("logback-", "log4j-to-slf4j-", "trubrics-logback-appender-");
            case BOTH -> List.of("log4j-slf4j2-impl-", "log4j-to-slf4j-");
        };
    }
}
