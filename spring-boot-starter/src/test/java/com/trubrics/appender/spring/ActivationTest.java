package com.trubrics.appender.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.ConfigurableEnvironment;

class ActivationTest {
    private static final String INLINED = "Inlined Test Properties";
    private static final String BOOTSTRAPPER =
            "org.springframework.boot.test.context.SpringBootTestContextBootstrapper";

    @Test
    void aKeyIsEnough() {
        assertThat(of(Environments.of("trubrics.api-key", "k"))).isEqualTo(Activation.ACTIVE);
    }

    @Test
    void aDryRunNeedsNoKey() {
        assertThat(of(Environments.of("trubrics.dry-run", "true"))).isEqualTo(Activation.ACTIVE);
    }

    /** The appender reports it, and sends nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"on", "perhaps", "${NOWHERE}"})
    void aDryRunThatIsNeitherOnNorOffIsNotAMissingKey(String text) {
        assertThat(of(Environments.of("trubrics.dry-run", text))).isEqualTo(Activation.ACTIVE);
        assertThat(of(Environments.of("trubrics.dry-run", "false"))).isEqualTo(Activation.WITHOUT_KEY);
    }

    @Test
    void withoutAnyPropertyThereIsNothingToSay() {
        assertThat(of(Environments.of("spring.application.name", "shop"))).isEqualTo(Activation.INACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "${NOWHERE}", "key-${NOWHERE}"})
    void aKeyThatIsNoneIsMissing(String key) {
        ConfigurableEnvironment environment = Environments.of("trubrics.api-key", key);
        assertThat(of(environment)).isEqualTo(Activation.WITHOUT_KEY);
        assertThat(MissingKey.message(OptionsBinder.bind(environment)))
                .contains("trubrics.api-key", "TRUBRICS_API_KEY")
                .doesNotContain("NOWHERE");
    }

    @Test
    void theWarningAboutAMissingKeyNamesWhatMayHaveBeenMeantAsIt() {
        assertThat(MissingKey.message(OptionsBinder.bind(Environments.of("trubrics.key", "k", "trubrics.token", "t"))))
                .contains("There is no property 'trubrics.key', 'trubrics.token'.");
        assertThat(MissingKey.message(OptionsBinder.bind(Environments.of("trubrics.host", "http://a"))))
                .doesNotContain("There is no");
    }

    @Test
    void anyOtherPropertyWithoutAKeyIsAMistake() {
        assertThat(of(Environments.of("trubrics.apikkey", "k"))).isEqualTo(Activation.WITHOUT_KEY);
        assertThat(of(Environments.of("trubrics.static-properties.app", "shop")))
                .isEqualTo(Activation.WITHOUT_KEY);
    }

    @Test
    void falseSwitchesItOffInSilence() {
        assertThat(of(Environments.of("trubrics.api-key", "k", "trubrics.enabled", "False")))
                .isEqualTo(Activation.INACTIVE);
        assertThat(of(Environments.of("trubrics.enabled", "false"))).isEqualTo(Activation.INACTIVE);
    }

    @Test
    void theHelperApplicationOfSpringCloudIsIgnored() {
        assertThat(of(Environments.with(Environments.of("trubrics.api-key", "k"), "bootstrap")))
                .isEqualTo(Activation.INACTIVE);
    }

    /** It prepares the application for a native image, and runs its main method until the context would start. */
    @Test
    void aBuildSendsNothing() {
        assertThat(of(Environments.of("trubrics.api-key", "k", "spring.aot.processing", "true")))
                .isEqualTo(Activation.INACTIVE);
    }

    @Test
    void aTestSendsNothing() {
        assertThat(of(Environments.with(Environments.of("trubrics.api-key", "k"), INLINED, BOOTSTRAPPER, "true")))
                .isEqualTo(Activation.IN_A_TEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"trubrics.api-key", "trubrics.apiKey", "trubrics.enabled", "trubrics.dry-run", "trubrics.test"})
    void aTestThatAsksForEventsGetsThem(String name) {
        ConfigurableEnvironment environment = Environments.of("trubrics.api-key", "k");
        Environments.with(environment, INLINED, BOOTSTRAPPER, "true", name, "true");
        assertThat(of(environment)).isEqualTo(Activation.ACTIVE);
    }

    @Test
    void aTestMayAskInItsOwnFile() {
        ConfigurableEnvironment environment = Environments.of("trubrics.api-key", "k", "trubrics.test", "true");
        assertThat(of(Environments.with(environment, INLINED, BOOTSTRAPPER, "true")))
                .isEqualTo(Activation.ACTIVE);
    }

    @Test
    void aTestThatRegistersItsKeyDynamicallyAsksForEvents() {
        ConfigurableEnvironment environment = Environments.of();
        Environments.with(environment, INLINED, BOOTSTRAPPER, "true");
        assertThat(of(Environments.with(environment, "Dynamic Test Properties", "trubrics.api-key", "k")))
                .isEqualTo(Activation.ACTIVE);
    }

    private static Activation of(ConfigurableEnvironment environment) {
        return Activation.of(environment, OptionsBinder.bind(environment));
    }
}
