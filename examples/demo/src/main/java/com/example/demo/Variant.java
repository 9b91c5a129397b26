package com.example.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The application on one logging framework: what its module's build left in {@code target}.
 *
 * @param title the framework and its version
 * @param classpath the module's own classes, that is its XML, and everything it depends on
 */
record Variant(String title, String classpath, Path target) {
    private static final Pattern FRAMEWORK = Pattern.compile("(logback|log4j)-(?:classic|core)-([0-9][^/\\\\]*)\\.jar");

    static Variant in(Path target) throws IOException {
        String dependencies = Files.readString(target.resolve("classpath.txt")).strip();
        String classpath = target.resolve("classes") + File.pathSeparator + dependencies;
        return new Variant(title(dependencies), classpath, target);
    }

    private static String title(String dependencies) {
        // Both jars of Logback match; they are of one version.
        Matcher jar = FRAMEWORK.matcher(dependencies);
        if (!jar.find()) {
            throw new IllegalArgumentException("no logging framework among " + dependencies);
        }
        return (jar.group(1).equals("logback") ? "Logback " : "Log4j2 ") + jar.group(2);
    }
}
