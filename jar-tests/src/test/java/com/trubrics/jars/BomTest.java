package com.trubrics.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an application gets that imports the BOM, from a release or from an installed snapshot. */
class BomTest {
    private static final Path PUBLISHED =
            Path.of(System.getProperty("jars.root")).normalize().resolve("bom/target/published.pom");

    private static String bom;

    @BeforeAll
    static void readTheBom() throws Exception {
        bom = Files.readString(PUBLISHED);
    }

    /** With a parent, the BOM would set the application's versions of JUnit, Jackson, SLF4J and the frameworks as well. */
    @Test
    void itHasNoParent() {
        assertThat(bom).doesNotContain("<parent>");
    }

    @Test
    void itManagesOurVersionsOnly() {
        String managed = bom.substring(bom.indexOf("<dependencyManagement>"), bom.indexOf("</dependencyManagement>"));
        assertThat(all("<groupId>(.*?)</groupId>", managed)).isNotEmpty().containsOnly("com.trubrics");
        assertThat(all("<version>(.*?)</version>", managed)).containsOnly(System.getProperty("jars.version"));
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
