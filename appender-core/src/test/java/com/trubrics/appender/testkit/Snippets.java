package com.trubrics.appender.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fenced blocks of the project's documentation, so that tests can hold it to what it shows. A block's info string
 * says what it is: {@code java}, {@code xml logback}, {@code xml log4j2} and so on.
 */
public final class Snippets {
    /** Tests run in the folder of their module. */
    private static final Path ROOT = Path.of("..");

    private static final Pattern FENCED =
            Pattern.compile("^```(\\S[^\\n]*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /**
     * One fenced block.
     *
     * @param document relative to the project's root
     * @param line where the block begins, from 1
     * @param info the words behind the backticks
     */
    public record Snippet(Path document, int line, String info, String text) {
        /** Where it stands: the name of its test. */
        @Override
        public String toString() {
            return document + ":" + line + " " + info;
        }
    }

    private Snippets() {}

    /** Every Markdown file that readers come across, relative to the project's root. */
    public static List<Path> documents() {
        return Stream.of("", "docs", "examples")
                .map(folder -> ROOT.resolve(folder).normalize())
                .flatMap(Snippets::markdownIn)
                .map(ROOT::relativize)
                .sorted()
                .toList();
    }

    /** The blocks with this info string, letter by letter. The examples' own documents quote code that is built anyway. */
    public static List<Snippet> of(String info) {
        return documents().stream()
                .filter(document -> !document.startsWith("examples"))
                .flatMap(document -> in(document).stream())
                .filter(snippet -> snippet.info().equals(info))
                .toList();
    }

    /** The only block of one document with this info string. */
    public static Snippet only(String document, String info) {
        List<Snippet> found = in(Path.of(document)).stream()
                .filter(snippet -> snippet.info().equals(info))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(document + " has " + found.size() + " blocks '" + info + "' instead of one");
        }
        return found.get(0);
    }

    /** A document as text. */
    public static String read(Path document) {
        try {
            return Files.readString(file(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a path that is relative to the project's root is. */
    public static Path file(Path relative) {
        return ROOT.resolve(relative);
    }

    /** The blocks of one document, in order. */
    public static List<Snippet> in(Path document) {
        String text = read(document);
        List<Snippet> snippets = new ArrayList<>();
        for (MatchResult block : FENCED.matcher(text).results().toList()) {
            int line = 1 + (int) text.substring(0, block.start()).lines().count();
            snippets.add(new Snippet(document, line, block.group(1).strip(), block.group(2)));
        }
        return snippets;
    }

    private static Stream<Path> markdownIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
