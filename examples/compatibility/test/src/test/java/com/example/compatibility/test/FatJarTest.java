package com.example.compatibility.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The appender works in an application that is one jar. */
class FatJarTest {
    private static final Path MODULES = Path.of("..", "fat-jars");

    @ParameterizedTest
    @CsvSource({
        "LOGBACK, shaded/target/logback.jar",
        "LOG4J2, shaded/target/log4j2.jar",
        "LOGBACK, spring-boot/target/boot-logback.jar",
        "LOG4J2, spring-boot/target/boot-log4j2.jar"
    })
    void theApplicationsOwnCallsWorkAndItsEventsArrive(Logging logging, String jar) {
        Run.of(MODULES.resolve(jar), logging);
    }

    /** The last one in the file, for Log4j2: the one for Logback has less. */
    @Test
    void theDocumentationShowsTheTransformersThatAreTried() {
        Matcher transformers = Pattern.compile("<transformers>.*?</transformers>", Pattern.DOTALL)
                .matcher(ClassPath.read(MODULES.resolve("shaded/pom.xml")));
        String tried = "";
        while (transformers.find()) {
            tried = transformers.group();
        }
        String expected = tried.replace("com.example.compatibility.Application", "com.example.Application");
        assertThat(ClassPath.read(Path.of("..", "..", "..", "docs", "jars.md"))).containsIgnoringWhitespaces(expected);
    }
}
