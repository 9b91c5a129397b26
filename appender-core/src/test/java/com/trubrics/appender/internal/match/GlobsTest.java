package com.trubrics.appender.internal.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobsTest {

    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "*, anything, true",
        "?, a, true",
        "?, '', false",
        "?, ab, false",
        "abc, abc, true",
        "abc, ABC, false",
        "abc, abcd, false",
        "abc, ab, false",
        "a*, a, true",
        "a*, abc, true",
        "*c, abc, true",
        "*c, abcd, false",
        "a*c, ac, true",
        "a*c, abcbc, true",
        "a*b*c, aXbYbZc, true",
        "a*b?c, abbXc, true",
        "a*b?c, abc, false",
        "**, x, true",
        "a.c, abc, false",
        "[a-z], [a-z], true",
    })
    void starsAndQuestionMarksStandForCharacters(String pattern, String text, boolean matches) {
        assertThat(Globs.exactly(List.of("never", pattern)).matchAny(text)).isEqualTo(matches);
    }

    @Test
    void noPatternMatchesNothing() {
        assertThat(Globs.exactly(List.of()).matchAny("a")).isFalse();
    }

    @Test
    void aPatternOfManyStarsTakesNoExponentialTime() {
        assertThat(Globs.exactly(List.of("*a".repeat(50) + "b")).matchAny("a".repeat(5_000)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "api_token, API_TOKEN, true",
        "API_T?KEN, api_token, true",
        "*Secret*, myTOPSECRETs, true",
        "straße, STRASSE, false",
        "ключ, КЛЮЧ, true",
        "token, tokens, false",
    })
    void theCaseCanBeIgnored(String pattern, String text, boolean matches) {
        assertThat(Globs.ignoringCase(List.of("never", pattern)).matchAny(text)).isEqualTo(matches);
    }
}
