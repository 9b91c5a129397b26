package com.example.compatibility.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has been seen to work, as a table in Markdown. Thread-safe. */
final class Table {
    private static final Path REPOSITORY = Path.of("..", "..", "..");
    private static final Pattern CALLED = Pattern.compile("(?m)^called (\\S+ \\d\\S*)$");
    private static final List<String> HEAD = List.of(
            "| the application has | and called | Logback | Log4j2 | both in one JVM |",
            "| --- | --- | --- | --- | --- |");

    private final Map<String, Row> rows = new TreeMap<>();
    private final List<String> order;

    Table(List<ClassPath> order) {
        this.order = order.stream().map(ClassPath::name).toList();
    }

    private record Row(String libraries, Map<Logging, String> cells) {
        String line(String name) {
            return Stream.concat(
                            Stream.of(name, libraries),
                            Stream.of(Logging.values()).map(logging -> cells.getOrDefault(logging, "")))
                    .collect(Collectors.joining(" | ", "| ", " |"));
        }
    }

    /**
     * Notes that all has worked.
     *
     * @param output where the application says which libraries it has called
     */
    synchronized void add(ClassPath classPath, Logging logging, String output) {
        String libraries = CALLED.matcher(output)
                .results()
                .map((MatchResult called) -> called.group(1))
                .collect(Collectors.joining(", "));
        String shown = libraries.isEmpty() ? "none" : libraries;
        rows.computeIfAbsent(classPath.name(), name -> new Row(shown, new EnumMap<>(Logging.class)))
                .cells()
                .put(logging, versions(classPath, logging) + ": ok");
    }

    private static String versions(ClassPath classPath, Logging logging) {
        return switch (logging) {
            case LOGBACK -> classPath.version("logback-classic");
            case LOG4J2 -> classPath.version("log4j-core");
            case BOTH -> versions(classPath, Logging.LOGBACK) + ", " + versions(classPath, Logging.LOG4J2);
        };
    }

    private synchronized List<String> lines() {
        return Stream.concat(
                        HEAD.stream(),
                        order.stream()
                                .filter(rows::containsKey)
                                .map(name -> rows.get(name).line(name)))
                .toList();
    }

    /** Fails unless this page, named from the repository's root, shows this table and no other of its kind. */
    void assertIsIn(String page) {
        List<String> shown = ClassPath.read(REPOSITORY.resolve(page))
                .lines()
                .dropWhile(line -> !line.equals(HEAD.get(0)))
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        assertThat(shown).as(page + " shows what has run").isEqualTo(lines());
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
