package com.trubrics.appender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.trubrics.appender.testkit.Snippets;
import com.trubrics.appender.testkit.Snippets.Snippet;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

/** Holds the documentation to what can be checked without a logging framework. */
class DocumentationTest {
    private static final Path README = Path.of("README.md");
    private static final Path FAULTS = Path.of("appender-core", "src", "test", "faults.md");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern FENCED = Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    /** A test class, where it is, and some of its tests. */
    private static final Pattern TESTS = Pattern.compile("\\[`(\\w+)`]\\((\\S+\\.java)\\) ((?:(?:, )?`\\w+`)+)");

    private static final Pattern GRADLE_DEPENDENCY = Pattern.compile("\"com\\.trubrics:([\\w-]+)(?::([^\"]+))?\"");
    private static final Pattern PROJECT_VERSION =
            Pattern.compile("<artifactId>trubrics-appender-parent</artifactId>\\s*<version>([^<]+)</version>");

    private static final Pattern OPTION_ROW = Pattern.compile("^\\| `\\w+` \\| .* \\| .* \\|$", Pattern.MULTILINE);

    @ParameterizedTest
    @MethodSource("documents")
    void everyRelativeLinkLeadsSomewhere(Path document) {
        for (MatchResult match : LINK.matcher(prose(document)).results().toList()) {
            String link = match.group(1);
            if (!link.contains("://") && !link.startsWith("mailto:")) {
                assertThat(leadsSomewhere(document, link))
                        .as(document + ": " + link)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jsonSnippets")
    void everyJsonSnippetCanBeParsed(Snippet snippet) {
        assertThatCode(() -> parseJson(snippet.text())).as(snippet.toString()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("mavenSnippets")
    void everyDependencyIsWellFormedAndOfThisVersion(Snippet snippet) {
        assertThatCode(() -> parseXml(snippet.text())).as(snippet.toString()).doesNotThrowAnyException();
        assertThat(Snippets.read(Path.of("pom.xml")))
                .contains(snippet.text()
                        .lines()
                        .filter(line -> line.contains("<version>"))
                        .map(String::strip)
                        .findFirst()
                        .orElse("a version"));
    }

    @ParameterizedTest
    @MethodSource("gradleSnippets")
    void everyGradleDependencyIsAModuleOfThisVersion(Snippet snippet) {
        String version = PROJECT_VERSION
                .matcher(Snippets.read(Path.of("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElse("none");
        List<MatchResult> dependencies =
                GRADLE_DEPENDENCY.matcher(snippet.text()).results().toList();

        assertThat(dependencies).as(snippet.toString()).isNotEmpty();
        for (MatchResult dependency : dependencies) {
            assertThat(Snippets.read(Path.of("bom", "pom.xml"))).contains("<artifactId>" + dependency.group(1) + "<");
            assertThat(dependency.group(2)).isIn(null, version);
        }
    }

    @Test
    void theReadmeHasAtMost150Lines() {
        assertThat(Snippets.read(README).lines()).hasSizeLessThanOrEqualTo(150);
    }

    /** As {@code wc -w} counts: whatever stands between blanks. */
    @Test
    void thePageOnDeliveryHasAtMost2000Words() {
        String page = Snippets.read(Path.of("docs", "delivery.md"));
        assertThat(page.strip().split("\\s+")).hasSizeLessThanOrEqualTo(2_000);
    }

    @Test
    void theReadmesTableIsPartOfTheTableOfAllOptions() {
        assertThat(optionRows(README)).hasSize(10).isSubsetOf(optionRows(Path.of("docs", "configuration.md")));
    }

    @Test
    void everyFaultNamesTestsThatExist() {
        List<String> rows = faultRows();
        assertThat(rows).hasSizeGreaterThan(45);
        for (String row : rows) {
            List<MatchResult> links = TESTS.matcher(row).results().toList();
            assertThat(links).as(row).isNotEmpty();
            for (MatchResult link : links) {
                String source = Snippets.read(FAULTS.resolveSibling(link.group(2)));
                assertThat(source).contains("class " + link.group(1));
                for (String test : link.group(3).replace("`", "").split(", ", -1)) {
                    assertThat(source).as(link.group(1)).contains("void " + test + "(");
                }
            }
        }
    }

    static List<Path> documents() {
        return Snippets.documents();
    }

    static Stream<Snippet> jsonSnippets() {
        return Stream.of("json", "json log4j2").flatMap(info -> Snippets.of(info).stream());
    }

    static List<Snippet> mavenSnippets() {
        return Snippets.of("xml maven");
    }

    static List<Snippet> gradleSnippets() {
        return Snippets.of("kotlin gradle");
    }

    private static List<String> faultRows() {
        return Snippets.read(FAULTS)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.endsWith("| tests |") && !line.startsWith("| ---"))
                .toList();
    }

    private static List<String> optionRows(Path document) {
        return OPTION_ROW
                .matcher(Snippets.read(document))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static boolean leadsSomewhere(Path document, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? document
                : Path.of("/")
                        .relativize(Path.of("/")
                                .resolve(document)
                                .resolveSibling(parts[0])
                                .normalize());
        return Files.exists(Snippets.file(target))
                && (parts.length == 1 || anchors(target).anyMatch(parts[1]::equals));
    }

    /** As GitHub makes them: lower case, blanks as hyphens, everything else but letters and digits left out. */
    private static Stream<String> anchors(Path document) {
        return HEADING.matcher(prose(document))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
    }

    private static String prose(Path document) {
        return FENCED.matcher(Snippets.read(document)).replaceAll("");
    }

    private static void parseJson(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                // Reading every token to the end is the whole check.
                parser.skipChildren();
            }
        }
    }

    private static void parseXml(String text) throws Exception {
        // Several elements in a row are no document: these are parts of one.
        String document = text.lines().collect(Collectors.joining("\n", "<all>", "</all>"));
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(document)));
    }
}
