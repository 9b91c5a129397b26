package com.example.club.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the club runs on: a class path that Maven resolved with Spring Boot's BOM in charge, as a user's would be. */
enum Platform {
    BOOT_3_LOGBACK("boot-3-logback"),
    BOOT_3_LOG4J2("boot-3-log4j2"),
    BOOT_4_LOGBACK("boot-4-logback"),
    BOOT_4_LOG4J2("boot-4-log4j2");

    private static final Path TEST_CLASSES = Path.of("target", "test-classes").toAbsolutePath();

    private final String application;

    Platform(String application) {
        this.application = application;
    }

    /** With the test's own programs at its end. */
    String classPath() {
        return classPath(application);
    }

    static String classPath(String application) {
        return resolved(application) + File.pathSeparator + TEST_CLASSES;
    }

    /** A configuration of the logging framework that declares an appender of its own. */
    String configurationWithAppender() {
        return "classpath:with-trubrics-" + (application.endsWith("logback") ? "logback" : "log4j2") + ".xml";
    }

    /** The names of the jars that begin like this. */
    List<String> jars(String prefix) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(resolved(application))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(jar -> jar.startsWith(prefix))
                .toList();
    }

    private static String resolved(String application) {
        Path file = Path.of(System.getProperty("club.applications"), application, "target", "classpath.txt");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
