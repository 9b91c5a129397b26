package com.example.compatibility.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an application has that takes an appender.
 *
 * @param name what it is about
 * @param jars in their order, with both frameworks and both appenders
 */
record ClassPath(String name, List<String> jars) {
    private static final Path MODULES = Path.of("..", "class-paths");
    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");
    private static final Pattern NAME = Pattern.compile("<name>(.+?)</name>");

    ClassPath {
        if (!jars.stream().allMatch(jar -> jar.endsWith(".jar"))) {
            throw new AssertionError("not all of it is packaged: " + jars);
        }
    }

    /** Those that Maven has resolved, in the order of the modules. */
    static List<ClassPath> all() {
        return MODULE.matcher(read(MODULES.resolve("pom.xml")))
                .results()
                .map(module -> of(module.group(1)))
                .toList();
    }

    static ClassPath of(String module) {
        Path directory = MODULES.resolve(module);
        Matcher name = NAME.matcher(read(directory.resolve("pom.xml")));
        if (!name.find()) {
            throw new AssertionError(module + " has no name");
        }
        String jars = read(directory.resolve("target").resolve("classpath.txt")).strip();
        return new ClassPath(name.group(1), List.of(jars.split(Pattern.quote(File.pathSeparator))));
    }

    /** With the jars of another one at its end: of a class that both have, this one's is loaded. */
    ClassPath before(ClassPath other, String newName) {
        return new ClassPath(
                newName,
                Stream.concat(jars.stream(), other.jars.stream()).distinct().toList());
    }

    /** In the form of {@code java -cp}. */
    String on(Logging logging) {
        return String.join(
                File.pathSeparator,
                jars.stream().filter(jar -> logging.has(fileName(jar))).toList());
    }

    /** The version of the first jar of this name. */
    String version(String artifact) {
        Pattern wanted = Pattern.compile(Pattern.quote(artifact) + "-(\\d.*)\\.jar");
        return jars.stream()
                .map(jar -> wanted.matcher(fileName(jar)))
                .filter(Matcher::matches)
                .map(jar -> jar.group(1))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return name;
    }

    private static String fileName(String jar) {
        return Path.of(jar).getFileName().toString();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
