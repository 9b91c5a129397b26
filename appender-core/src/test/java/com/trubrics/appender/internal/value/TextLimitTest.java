package com.trubrics.appender.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLimitTest {

    @ParameterizedTest
    @CsvSource({
        "5, '', ''",
        "5, 12345, 12345",
        "5, 123456, 1234…",
        "1, ab, …",
        "2, 12345, 1…",
    })
    void aLongerTextIsCutAndEndsInTheMark(int chars, String text, String cut) {
        assertThat(new TextLimit(chars).cut(text)).isEqualTo(cut).hasSizeLessThanOrEqualTo(chars);
    }

    @ParameterizedTest
    @CsvSource({"1, …", "2, …", "3, \uD83D\uDE00…", "4, \uD83D\uDE00…", "5, \uD83D\uDE00\uD83D\uDE00…"})
    void aCutNeverSplitsACharacter(int chars, String cut) {
        assertThat(new TextLimit(chars).cut("\uD83D\uDE00".repeat(10))).isEqualTo(cut);
    }

    @Test
    void whatWasCutIsNotCutAgain() {
        TextLimit limit = new TextLimit(10);
        String cut = limit.cut("x".repeat(100));
        assertThat(limit.cut(cut)).isSameAs(cut);
    }

    @Test
    void textsAreCutAtEveryDepth() {
        PropertyMap map =
                PropertyMapBuilder.copyOf(Map.of("list", List.of(1, Map.of("text", "abcdef")), "text", "abcdef"));
        TextLimit limit = new TextLimit(3);
        PropertyMap trimmed = PropertyMapBuilder.trimmed(map, "other"::equals, limit);
        assertThat(trimmed).isEqualTo(Map.of("list", List.of(1, Map.of("text", "ab…")), "text", "ab…"));
        assertThat(PropertyMapBuilder.trimmed(trimmed, "other"::equals, limit)).isSameAs(trimmed);
        assertThat(PropertyMapBuilder.trimmed(trimmed, "list"::equals, limit)).containsOnlyKeys("text");
    }

    @Test
    void whatIsCutOffUsesNoBudget() {
        Freezer freezer = new Freezer(1_000, new TextLimit(10), null);
        Object frozen = freezer.freeze(List.of("x".repeat(10_000), CharBuffer.wrap("y".repeat(10_000))));
        assertThat(frozen).isEqualTo(List.of("x".repeat(9) + "…", "y".repeat(9) + "…"));
        assertThat(freezer.exceeded()).isFalse();
    }

    @Test
    void aNameIsNotCut() {
        Freezer freezer = new Freezer(1_000, new TextLimit(3), null);
        assertThat(freezer.freezeWhole(CharBuffer.wrap("u-4711"))).isEqualTo("u-4711");
        assertThat(freezer.freeze(CharBuffer.wrap("u-4711"))).isEqualTo("u-…");
    }
}
