package com.trubrics.appender.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.ConfigurableEnvironment;

/** A test of an application that has options of ours, but does not ask for events: Spring Boot's own test support. */
@SpringBootTest(
        classes = StarterSmokeTest.Application.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "trubrics.host=http://localhost:1")
class TestsSendNothingTest {

    @Autowired
    private ConfigurableEnvironment environment;

    /** The environment has no other sign of it. */
    @Test
    void aTestIsRecognised() {
        assertThat(Activation.of(environment, OptionsBinder.bind(environment))).isEqualTo(Activation.IN_A_TEST);
    }

    @Test
    void noAppenderIsAttached() {
        LoggingSetup framework = requireNonNull(LoggingSetup.find());
        assertThat(framework.isAttached()).isFalse();
        assertThat(framework.configuredAppender()).isNull();
    }
}
