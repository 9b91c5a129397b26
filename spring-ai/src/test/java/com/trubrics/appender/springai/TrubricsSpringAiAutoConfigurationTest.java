package com.trubrics.appender.springai;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TrubricsSpringAiAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TrubricsSpringAiAutoConfiguration.class));

    @Test
    void withoutActuatorThereIsARegistryThatObservesOnlySpringAi() {
        application.run(context -> {
            assertThat(context).hasSingleBean(TrubricsObservationHandler.class);
            ObservationRegistry registry = context.getBean(ObservationRegistry.class);
            assertThat(Observation.createNotStarted("http.requests", registry).isNoop())
                    .isTrue();
        });
    }

    @Test
    void aRegistryThatExistsStays() {
        ObservationRegistry own = ObservationRegistry.create();
        application
                .withBean("own", ObservationRegistry.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(ObservationRegistry.class)).isSameAs(own));
    }

    @Test
    void itCanBeSwitchedOffAndAPlaceholderThatCannotBeResolvedSwitchesNothing() {
        application
                .withPropertyValues("trubrics.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(ObservationRegistry.class));
        application
                .withPropertyValues("trubrics.enabled=${NOT_SET}", "trubrics.llm.max-text-length=${NOT_SET}")
                .run(context -> assertThat(context).hasSingleBean(TrubricsObservationHandler.class));
    }

    @Test
    void withoutSpringAiThereIsNothing() {
        application
                .withClassLoader(new FilteredClassLoader("org.springframework.ai"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ObservationRegistry.class));
    }
}
