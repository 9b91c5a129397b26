package com.example.club.test;

import com.trubrics.appender.testkit.ResolvedClassPath;
import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return resolved(application).and(TEST_CLASSES);
    }

    /** With those jars of another application on the same Spring Boot whose names begin like one of these. */
    String classPathWith(String tool, String... jars) {
        String sameBoot = application.substring(0, application.lastIndexOf('-') + 1);
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(resolved(sameBoot + tool).text())
                .filter(entry -> Stream.of(jars)
                        .anyMatch(jar -> Path.of(entry).getFileName().toString().startsWith(jar)))
                .collect(Collectors.joining(File.pathSeparator, "", File.pathSeparator + classPath()));
    }

    /** A configuration of the logging framework that declares an appender of its own. */
    String configurationWithAppender() {
        return "classpath:with-trubrics-" + (application.endsWith("logback") ? "logback" : "log4j2") + ".xml";
    }

    /** Without the test's own programs. */
    ResolvedClassPath resolved() {
        return resolved(application);
    }

    private static ResolvedClassPath resolved(String application) {
        return ResolvedClassPath.of(Path.of(System.getProperty("club.applications"), application));
    }
}
