package com.trubrics.appender.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The class path of an application as Maven resolved it, and wrote it into a file of the application's module.
 *
 * @param text in the form that a JVM takes
 */
public record ResolvedClassPath(String text) {

    /** Reads that of a module. */
    public static ResolvedClassPath of(Path module) {
        try {
            return new ResolvedClassPath(
                    Files.readString(module.resolve("target").resolve("classpath.txt"))
                            .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns it with one more folder at its end. */
    public String and(Path folder) {
        return text + File.pathSeparator + folder;
    }

    /** Returns the names of the jars that begin like this. */
    public List<String> jars(String prefix) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(text)
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(jar -> jar.startsWith(prefix))
                .toList();
    }

    /** Returns the version of the jar with this name; empty if there is none. */
    public String version(String artifact) {
        Matcher jar = Pattern.compile(Pattern.quote(File.separator + artifact) + "-(\\d[^/\\\\]*)\\.jar")
                .matcher(text);
        return jar.results().map(found -> found.group(1)).collect(Collectors.joining(", "));
    }
}
