package com.trubrics.appender.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.spi.ScanException;
import ch.qos.logback.core.util.OptionHelper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each version of Logback does to a text. */
@Tag("version-matrix")
class ShortenedTextTest {

    /** A closing brace without an opening one is an error from 1.6 on. Joran then passes the whole text on. */
    private static final boolean CUTS_AT_BRACE = cutsAtBrace();

    private static boolean cutsAtBrace() {
        try {
            return !OptionHelper.substVars("a } b", new ContextBase()).contains("b");
        } catch (ScanException wholeTextIsPassedOn) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:-", "a:- b", "$5:- b", "a ${x:-y}:-b", "a $$:-b", "{a} :-b"})
    void whatFollowsTheMarkOfADefaultIsDropped(String text) {
        assertThat(ShortenedText.isShortened(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a } b", "{a}} b", "a \\} b", "{a:-b} } c", "}"})
    void whatFollowsAnUnmatchedBraceIsDroppedByOlderVersions(String text) {
        assertThat(ShortenedText.isShortened(text)).isEqualTo(CUTS_AT_BRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a {b} c",
                "a {b:-c} d, e",
                "a : - b",
                "a {b {c} d} e",
                "a \\x7D \\x3A- b",
                "a $} b",
                "a :} b",
                "a $$:} b",
                "a ${x:-y} ${z:-${w:-v}}, b",
                "a { b",
                "a ${x b",
                "a, b=c",
            })
    void anythingElseIsPassedOn(String text) {
        assertThat(ShortenedText.isShortened(text)).isFalse();
    }

    @Test
    void aVariableThatRefersToItselfIsLogbacksBusiness() {
        System.setProperty("trubrics.test.circular", "${trubrics.test.circular}");
        try {
            assertThat(ShortenedText.isShortened("${trubrics.test.circular} b")).isFalse();
        } finally {
            System.clearProperty("trubrics.test.circular");
        }
    }
}
