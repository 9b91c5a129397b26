package com.trubrics.appender.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SentValuesTest {

    private enum Plan {
        PRO;

        @Override
        public String toString() {
            return "Professional";
        }
    }

    private record Item(String sku, int count) {}

    static List<List<Object>> alike() {
        return List.of(
                List.of(3, 3L),
                List.of(1.0, 1),
                List.of(new BigDecimal("100.50"), 100.5),
                List.of("a", "a"),
                List.of(true, true),
                List.of(Double.NaN, Double.NaN),
                List.of(LocalDate.of(2026, 11, 29), "2026-11-29"),
                List.of(List.of(1, "b"), List.of(1L, "b")),
                List.of(Map.of("n", 1), Map.of("n", 1L)),
                List.of(new String[] {"a", "b"}, List.of("a", "b")),
                List.of(new int[] {1, 2}, List.of(1L, 2L)),
                List.of(new TreeSet<>(Set.of("a", "b")), List.of("a", "b")),
                List.of(Optional.of("a"), "a"),
                List.of(Plan.PRO, "PRO"),
                List.of(new Item("tea", 2), Map.of("sku", "tea", "count", 2)),
                List.of(List.of(Optional.of(Plan.PRO)), List.of("PRO")));
    }

    static List<List<Object>> different() {
        return List.of(
                List.of(3, "3"),
                List.of("true", true),
                List.of(1, 2),
                List.of(List.of(1), List.of(1, 2)),
                List.of(List.of(1, 2), List.of(2, 1)),
                List.of(Map.of("n", 1), Map.of("m", 1)),
                List.of(Map.of("n", 1), Map.of("n", 1, "m", 2)));
    }

    @ParameterizedTest
    @MethodSource("alike")
    void valuesThatAreSentAlikeAreEqual(List<Object> pair) {
        assertThat(SentValues.equal(pair.get(0), pair.get(1))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("different")
    void othersAreNot(List<Object> pair) {
        assertThat(SentValues.equal(pair.get(0), pair.get(1))).isFalse();
    }

    @Test
    void nullIsOnlyNull() {
        assertThat(SentValues.equal(null, null)).isTrue();
        assertThat(SentValues.equal(null, "")).isFalse();
        assertThat(SentValues.equal(Collections.singletonMap("n", null), Map.of()))
                .isFalse();
    }
}
