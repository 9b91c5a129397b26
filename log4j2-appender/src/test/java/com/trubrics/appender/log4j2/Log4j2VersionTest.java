package com.trubrics.appender.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("version-matrix")
class Log4j2VersionTest {
    @ParameterizedTest
    @ValueSource(classes = {LogManager.class, LoggerContext.class})
    @EnabledIfSystemProperty(named = "trubrics.test.frameworkVersion", matches = ".+")
    void theseTestsRunOnTheVersionThatTheBuildMeans(Class<?> part) {
        String version = System.getProperty("trubrics.test.frameworkVersion");
        String jar = part.getProtectionDomain().getCodeSource().getLocation().getPath();
        assertThat(jar).endsWith("-" + version + ".jar");
    }
}
