package com.trubrics.jars;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in the jars, and what is not. */
class PackagedJarsTest {

    /** A tenth above what it has: more than that is a library, or a part of one, that nobody meant to add. */
    private static final long MAX_CORE_BYTES = 1_800_000;

    private static final long MAX_APPENDER_BYTES = 64_000;

    /** Names of classes of the libraries, as class files spell them, unless they are relocated. */
    private static final Pattern FOREIGN = Pattern.compile(
            "(?<!com/trubrics/appender/shaded/)\\b(okhttp3|okio|kotlin|com/fasterxml/jackson)/[a-zA-Z]");

    @ParameterizedTest
    @EnumSource
    void noClassIsOutsideOfOurPackages(Jars jar) {
        assertThat(jar.entries())
                .filteredOn(entry -> entry.endsWith(".class"))
                .isNotEmpty()
                .allMatch(entry -> entry.startsWith("com/trubrics/appender/") || entry.equals("module-info.class"));
    }

    @ParameterizedTest
    @EnumSource
    void noClassNamesALibraryByItsOwnName(Jars jar) {
        assertThat(jar.entries())
                .filteredOn(entry -> entry.endsWith(".class"))
                .allSatisfy(entry -> assertThat(FOREIGN.matcher(new String(jar.read(entry), ISO_8859_1))
                                .results())
                        .extracting(MatchResult::group)
                        .isEmpty());
    }

    /** What OkHttp would use where it is present, and what only compilers read. */
    @Test
    void coreMissesNoClassThatItReaches() {
        assertThat(packagesUsedBy(Jars.CORE, "not found"))
                .containsExactlyInAnyOrder(
                        "org.bouncycastle.jsse",
                        "org.bouncycastle.jsse.provider",
                        "org.conscrypt",
                        "org.jspecify.annotations",
                        "org.openjsse.javax.net.ssl",
                        "org.openjsse.net.ssl");
    }

    @Test
    void theBundleImportsWhatCoreUsesOfTheJdk() {
        assertThat(packages(Jars.CORE.manifest().getValue("Import-Package")))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                packagesUsedBy(Jars.CORE, "java.base").stream(),
                                Stream.of("javax.management", "org.jspecify.annotations"))
                        .filter(name -> !name.startsWith("java."))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void noBundleImportsACarriedLibrary(Jars jar) {
        assertThat(packages(jar.manifest().getValue("Import-Package")))
                .noneMatch(name -> name.contains("shaded") || name.matches("(okhttp3|okio|kotlin|com\\.fasterxml).*"));
    }

    @Test
    void ofMetadataThereIsOnlyOurs() {
        assertThat(Jars.CORE.entries())
                .filteredOn(entry -> !entry.endsWith(".class"))
                .filteredOn(entry -> !entry.startsWith("META-INF/native-image/com.trubrics/"))
                .containsExactlyInAnyOrder(
                        "META-INF/MANIFEST.MF",
                        "META-INF/LICENSE",
                        "META-INF/NOTICE",
                        "META-INF/FastDoubleParser-LICENSE",
                        "META-INF/FastDoubleParser-ThirdParty-LICENSE",
                        "META-INF/Schubfach-LICENSE",
                        "com/trubrics/appender/internal/transport/version.properties");
    }

    @Test
    void theNoticeNamesEachLibraryAndRepeatsJacksons() throws Exception {
        String notice = Jars.CORE.text("META-INF/NOTICE");
        assertThat(notice).contains("OkHttp", "Okio", "Kotlin", "Jackson", "Square", "JetBrains");
        assertThat(notice).contains(new String(Jars.read(jackson(), "META-INF/NOTICE"), UTF_8).strip());
        assertThat(Jars.CORE.text("META-INF/LICENSE")).contains("Apache License", "Version 2.0");
    }

    @ParameterizedTest
    @EnumSource
    void isNotLargerThanItNeedsToBe(Jars jar) throws Exception {
        assertThat(Files.size(jar.path())).isLessThan(jar == Jars.CORE ? MAX_CORE_BYTES : MAX_APPENDER_BYTES);
    }

    @Test
    void thePublishedPomOfCoreMentionsNoLibrary() throws Exception {
        String pom = Files.readString(Jars.CORE.target().resolve("dependency-reduced-pom.xml"));
        assertThat(scopesOf(pom)).isNotEmpty().allMatch(scope -> scope.equals("test") || scope.equals("provided"));
    }

    /** A published dependency without a scope reaches applications. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CORE")
    void theOthersBringCoreAndNothingElse(Jars jar) throws Exception {
        String pom = Files.readString(jar.target().resolveSibling("pom.xml"));
        assertThat(dependenciesOf(pom))
                .filteredOn(dependency -> !dependency.contains("<scope>"))
                .singleElement()
                .asString()
                .contains("<artifactId>trubrics-appender-core</artifactId>");
    }

    /** The tests of the appenders are worth little on anything but what users get. */
    @ParameterizedTest
    @EnumSource(names = {"LOGBACK", "LOG4J2"})
    void theTestsOfTheAppendersRanOnThePackagedCore(Jars jar) throws Exception {
        for (String test : List.of("ContractTest", "ExitTest", "RedeployTest")) {
            assertThat(report(jar, test))
                    .contains(Jars.CORE.path().getFileName().toString())
                    .doesNotContain(Jars.CORE.target().resolve("classes").toString());
        }
    }

    private static String report(Jars jar, String test) throws Exception {
        try (Stream<Path> reports = Files.list(jar.target().resolve("surefire-reports"))) {
            Path report = reports.filter(file -> file.getFileName().toString().matches("TEST-.*" + test + "\\.xml"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no report of " + test + " of " + jar));
            return Files.readString(report);
        }
    }

    private static List<String> dependenciesOf(String pom) {
        String list = pom.substring(pom.indexOf("\n  <dependencies>"), pom.indexOf("\n  </dependencies>"));
        return Arrays.stream(list.split("</dependency>", -1))
                .filter(part -> part.contains("<artifactId>"))
                .toList();
    }

    private static List<String> scopesOf(String pom) {
        return dependenciesOf(pom).stream()
                .map(dependency -> dependency.contains("<scope>")
                        ? dependency.replaceAll("(?s).*<scope>(\\w+)</scope>.*", "$1")
                        : "compile")
                .toList();
    }

    /** The packages of an {@code Import-Package} or {@code Export-Package}. */
    private static Set<String> packages(String header) {
        return Arrays.stream(header.replaceAll("\"[^\"]*\"", "").split(",", -1))
                .map(clause -> clause.replaceFirst(";.*", "").strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> packagesUsedBy(Jars jar, String where) {
        StringWriter out = new StringWriter();
        int code = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "--multi-release",
                        "base",
                        "--class-path",
                        jar.path().toString(),
                        "-verbose:package",
                        jar.path().toString());
        assertThat(code).as(out.toString()).isZero();
        Pattern used = Pattern.compile("-> (\\S+)\\s+" + where);
        return out.toString()
                .lines()
                .flatMap(line -> used.matcher(line).results())
                .map(found -> found.group(1))
                .filter(name -> !name.equals(where))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Path jackson() throws Exception {
        return Path.of(com.fasterxml.jackson.core.JsonFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
