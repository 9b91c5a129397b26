package com.trubrics.appender.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LlmPropertiesTest {

    private final List<String> warnings = new ArrayList<>();

    @Test
    void withoutPropertiesEverythingIsLogged() {
        assertThat(read(Map.of())).usingRecursiveComparison().isEqualTo(LlmOptions.DEFAULT);
        assertThat(warnings).isEmpty();
    }

    @Test
    void eachPropertyIsRead() {
        LlmOptions options = read(Map.of(
                "trubrics.llm.include-prompt", "false",
                "trubrics.llm.include-generation", "FALSE",
                "trubrics.llm.max-text-length", " 20 "));

        assertThat(options.includePrompt()).isFalse();
        assertThat(options.includeGeneration()).isFalse();
        assertThat(options.maxTextLength()).isEqualTo(20);
        assertThat(warnings).isEmpty();
    }

    @Test
    void aMistakeAboutWhatLeavesTheProcessKeepsItIn() {
        assertThat(read(Map.of("trubrics.llm.include-prompt", "flase")).includePrompt())
                .isFalse();
        assertThat(warnings).singleElement().asString().contains("trubrics.llm.include-prompt", "'flase'");
    }

    @Test
    void aBadLengthBecomesTheDefault() {
        assertThat(read(Map.of("trubrics.llm.max-text-length", "0")).maxTextLength())
                .isEqualTo(LlmOptions.DEFAULT_MAX_TEXT_LENGTH);
        assertThat(read(Map.of("trubrics.llm.max-text-length", "2 MB")).maxTextLength())
                .isEqualTo(LlmOptions.DEFAULT_MAX_TEXT_LENGTH);
        assertThat(warnings).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "64 KB, 6553",
        "0.5mb, 52428",
        "2000, 200",
        "5 bytes, 1",
        "1 MB, 100000",
        "2 GiB, 100000",
        "999999999999999999999 GB, 100000",
        "lots, 100000",
        "10 pages, 100000",
        "-1, 100000",
        "'', 100000"
    })
    void whereEventsMayOnlyBeSmallTextsAreShorter(String maxEventBytes, int length) {
        Map<String, String> texts = new HashMap<>(Map.of("trubrics.max-event-bytes", maxEventBytes));
        assertThat(read(texts).maxTextLength()).isEqualTo(length);
        assertThat(warnings).isEmpty();

        texts.put("trubrics.llm.max-text-length", "70000");
        assertThat(read(texts).maxTextLength()).isEqualTo(70_000);
    }

    @Test
    void aPlaceholderThatCannotBeResolvedIsAMistake() {
        LlmOptions thrown = LlmProperties.read(LlmPropertiesTest::unresolved, warnings::add);
        assertThat(thrown)
                .usingRecursiveComparison()
                .isEqualTo(LlmOptions.DEFAULT.withPrompt(false).withGeneration(false));
        assertThat(warnings).hasSize(3);

        warnings.clear();
        LlmOptions unresolved = read(Map.of("trubrics.llm.include-prompt", "${NOPE}"));
        assertThat(unresolved).usingRecursiveComparison().isEqualTo(LlmOptions.DEFAULT.withPrompt(false));
        assertThat(warnings).singleElement().asString().contains("trubrics.llm.include-prompt", "'${NOPE}'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flase", "2", "${NOPE}", "a${NOPE}b"})
    void aSwitchThatCannotBeReadIsOff(String text) {
        assertThat(isEnabled(Map.of("trubrics.llm.enabled", text))).isFalse();
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("trubrics.llm.enabled", "'" + text + "'", "no exchanges");
    }

    @Test
    void exchangesAreLoggedUnlessSwitchedOff() {
        assertThat(isEnabled(Map.of())).isTrue();
        assertThat(isEnabled(Map.of("trubrics.llm.enabled", " "))).isTrue();
        assertThat(isEnabled(Map.of("trubrics.llm.enabled", "True"))).isTrue();
        assertThat(isEnabled(Map.of("trubrics.llm.enabled", "1"))).isTrue();
        assertThat(isEnabled(Map.of("trubrics.llm.enabled", "FALSE"))).isFalse();
        assertThat(isEnabled(Map.of("trubrics.llm.enabled", "0"))).isFalse();
        assertThat(isEnabled(Map.of("trubrics.enabled", "false"))).isFalse();
        assertThat(isEnabled(Map.of("trubrics.enabled", "0"))).isFalse();
        assertThat(warnings).isEmpty();

        assertThat(LlmProperties.isEnabled(LlmPropertiesTest::unresolved, warnings::add))
                .isFalse();
    }

    private static String unresolved(String name) {
        throw new IllegalArgumentException("Could not resolve placeholder");
    }

    private boolean isEnabled(Map<String, String> texts) {
        return LlmProperties.isEnabled(texts::get, warnings::add);
    }

    private LlmOptions read(Map<String, String> texts) {
        return LlmProperties.read(texts::get, warnings::add);
    }
}
