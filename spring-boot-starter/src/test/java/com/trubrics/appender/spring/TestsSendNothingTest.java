package com.trubrics.appender.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.ConfigurableEnvironment;

/** What Spring Boot's own test support makes of an environment, in which Activation recognises a test. */
@SpringBootTest(
        classes = StarterSmokeTest.Application.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "trubrics.host=http://localhost:1")
class TestsSendNothingTest {

    @Autowired
    private ConfigurableEnvironment environment;

    @Test
    void aTestIsRecognised() {
        assertThat(Activation.of(environment, OptionsBinder.bind(environment))).isEqualTo(Activation.IN_A_TEST);
    }
}
