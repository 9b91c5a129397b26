package com.trubrics.appender.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.spi.ScanException;
import ch.qos.logback.core.util.OptionHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a text is shortened, compared with what Logback does to it. */
class ShortenedTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a {b} c",
                "a {b:-c} d, e",
                "{a}} b",
                "a } b",
                "a:-",
                "a:- b",
                "a : - b",
                "a::-b",
                "a {b {c} d} e",
                "a \\} b",
                "a \\x7D \\x3A- b",
                "a $} b",
                "a :} b",
                "{a:-b} } c",
                "$5:-b",
                "a, b=c",
            })
    void whatLogbackDropsIsNoticed(String text) throws ScanException {
        boolean shortened = !OptionHelper.substVars(text, new ContextBase()).equals(text);

        assertThat(ShortenedText.isShortened(text)).isEqualTo(shortened);
    }

    @Test
    void theDefaultOfAVariableIsNoEnd() {
        assertThat(ShortenedText.isShortened("a ${x:-y} ${z:-${w:-v}}, b")).isFalse();
        assertThat(ShortenedText.isShortened("a ${x:-y}:-b")).isTrue();
    }
}
