package com.trubrics.jars;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What is in the starter, which is no bundle, and what it brings. */
class StarterJarTest {
    private static final Path MODULE =
            Path.of(System.getProperty("jars.root")).normalize().resolve("spring-boot-starter");

    private static final Path JAR = MODULE.resolve("target")
            .resolve("trubrics-spring-boot-starter-" + System.getProperty("jars.version") + ".jar");

    @Test
    void noClassIsOutsideOfOurPackage() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("com/trubrics/appender/spring/"));
            assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                    .isEqualTo("com.trubrics.appender.spring");
        }
    }

    @Test
    void whatSpringReadsIsThere() {
        assertThat(new String(Jars.read(JAR, "META-INF/spring.factories"), UTF_8))
                .contains("TrubricsListener");
        assertThat(new String(
                        Jars.read(
                                JAR,
                                "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports"),
                        UTF_8))
                .contains("TrubricsAutoConfiguration");
        assertThat(new String(Jars.read(JAR, "META-INF/spring-configuration-metadata.json"), UTF_8))
                .contains("trubrics.api-key");
    }

    /** A published dependency without a scope reaches applications. */
    @Test
    void itBringsOurJarsAndNothingElse() throws Exception {
        String pom = Files.readString(MODULE.resolve("pom.xml"));
        String list = pom.substring(pom.indexOf("\n  <dependencies>"), pom.indexOf("\n  </dependencies>"));
        assertThat(Arrays.stream(list.split("</dependency>", -1))
                        .filter(part -> part.contains("<artifactId>") && !part.contains("<scope>"))
                        .map(part -> part.replaceAll("(?s).*<artifactId>(.*)</artifactId>.*", "$1")))
                .containsExactlyInAnyOrder(
                        "trubrics-logback-appender",
                        "trubrics-log4j2-appender",
                        "trubrics-spring-ai",
                        "trubrics-langchain4j",
                        "trubrics-micrometer",
                        "trubrics-llm");
    }
}
