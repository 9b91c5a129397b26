package com.example.shop.test;

import com.trubrics.appender.testkit.ResolvedClassPath;
import java.io.File;
import java.nio.file.Path;

/**
 * What the shop runs on: a class path that Maven resolved with Spring Boot's BOM in charge, as a user's would be, and
 * a configuration of its logging framework.
 */
enum Platform {
    BOOT_3_LOGBACK("boot-3-logback", Configuration.OF_THE_SHOP),
    BOOT_3_PLAIN_LOGBACK("boot-3-logback", Configuration.PLAIN),
    BOOT_3_LOG4J2("boot-3-log4j2", Configuration.OF_THE_SHOP),
    BOOT_4_LOGBACK("boot-4-logback", Configuration.OF_THE_SHOP),
    BOOT_4_PLAIN_LOGBACK("boot-4-logback", Configuration.PLAIN),
    BOOT_4_LOG4J2("boot-4-log4j2", Configuration.OF_THE_SHOP);

    /** This module's own classes and configurations. */
    private static final Path TEST_CLASSES = Path.of("target", "test-classes").toAbsolutePath();

    private enum Configuration {
        /** {@code logback-spring.xml} or {@code log4j2-spring.xml}: read by Spring. */
        OF_THE_SHOP,
        /** {@code logback.xml}: read by Logback first, and then by Spring instead of the one of the shop. */
        PLAIN
    }

    /** The name of its module. */
    private final String application;

    private final Configuration configuration;

    Platform(String application, Configuration configuration) {
        this.application = application;
        this.configuration = configuration;
    }

    /** With the test's own programs at its end. */
    String classPath() {
        String classPath = resolved().and(TEST_CLASSES);
        return switch (configuration) {
            case OF_THE_SHOP -> classPath;
            case PLAIN -> TEST_CLASSES.resolve("plain") + File.pathSeparator + classPath;
        };
    }

    /** The property that carries the API key: one that Spring resolves where Spring reads the configuration. */
    String keyProperty() {
        return switch (configuration) {
            case OF_THE_SHOP -> "trubrics.api-key";
            case PLAIN -> "trubrics.apiKey";
        };
    }

    /** The JVM argument with which its logging framework shows statuses at INFO, under Spring too. */
    String showingStatuses() {
        return application.endsWith("logback") ? "-Dlogback.debug=true" : "-Dlog4j2.debug=true";
    }

    /** Without the test's own programs. */
    ResolvedClassPath resolved() {
        return ResolvedClassPath.of(Path.of(System.getProperty("shop.applications"), application));
    }
}
