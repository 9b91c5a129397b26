package com.trubrics.appender.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@Tag("version-matrix")
class LogbackVersionTest {
    @Test
    @EnabledIfSystemProperty(named = "trubrics.test.frameworkVersion", matches = ".+")
    void theseTestsRunOnTheVersionThatTheBuildMeans() {
        String version = System.getProperty("trubrics.test.frameworkVersion");
        String jar = LoggerContext.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        assertThat(jar).endsWith("/logback-classic-" + version + ".jar");
    }
}
