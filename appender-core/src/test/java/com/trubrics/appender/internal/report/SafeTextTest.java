package com.trubrics.appender.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(SafeText.of("Zu groß: 日本語 \uD83D\uDE00!")).isEqualTo("Zu groß: 日本語 \uD83D\uDE00!");
    }

    @Test
    void whateverCouldForgeALineOrATerminalCommandBecomesABlank() {
        assertThat(SafeText.of("\ta\r\n\u0000b\u001b[2J\u0085c\u2028d\u202Ee\uFEFF\uD83D "))
                .isEqualTo("a b [2J c d e");
    }

    @Test
    void atMostTwoHundredCharactersAreKept() {
        assertThat(SafeText.of("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(SafeText.of("x".repeat(201))).isEqualTo("x".repeat(197) + "...");
    }

    @Test
    void aPairOfSurrogatesIsNotSplit() {
        assertThat(SafeText.of("x".repeat(196) + "\uD83D\uDE00".repeat(9))).isEqualTo("x".repeat(196) + "...");
    }
}
