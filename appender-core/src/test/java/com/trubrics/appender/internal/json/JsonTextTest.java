package com.trubrics.appender.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.internal.value.PropertyMapBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTextTest {

    @ParameterizedTest
    @MethodSource
    void everyFrozenValueKeepsItsJsonType(@Nullable Object value, String json) {
        assertThat(JsonText.of(value)).isEqualTo(json);
    }

    static List<Arguments> everyFrozenValueKeepsItsJsonType() {
        return List.of(
                Arguments.of(null, "null"),
                Arguments.of("a\"\n\\é", "\"a\\\"\\n\\\\é\""),
                Arguments.of(true, "true"),
                Arguments.of((byte) -1, "-1"),
                Arguments.of((short) 2, "2"),
                Arguments.of(Integer.MIN_VALUE, "-2147483648"),
                Arguments.of(Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of(0.1f, "0.1"),
                Arguments.of(1e300, "1.0E300"),
                Arguments.of(-0.0, "-0.0"),
                Arguments.of(new BigInteger("9".repeat(60)), "9".repeat(60)),
                Arguments.of(new BigDecimal("1.2345678901234567890123456789"), "1.2345678901234567890123456789"),
                Arguments.of(new BigDecimal("1.50"), "1.50"),
                Arguments.of(Arrays.asList(1, null, List.of()), "[1,null,[]]"),
                Arguments.of(PropertyMapBuilder.copyOf(Map.of("a", Map.of())), "{\"a\":{}}"));
    }

    @Test
    void aHugeExponentIsNotExpanded() {
        assertThat(JsonText.of(new BigDecimal("1e1000000"))).isEqualTo("1E+1000000");
        assertThat(JsonText.of(new BigDecimal("1e-1000000"))).isEqualTo("1E-1000000");
    }

    @Test
    void whatIsNoNumberInJsonBecomesText() {
        assertThat(JsonText.of(List.of(Double.NaN, Float.NEGATIVE_INFINITY))).isEqualTo("[\"NaN\",\"-Infinity\"]");
    }

    @Test
    void anythingUnexpectedBecomesItsText() {
        assertThat(JsonText.of(List.of(TimeUnit.DAYS, 'c'))).isEqualTo("[\"DAYS\",\"c\"]");
    }

    @Test
    void propertiesKeepTheirOrder() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put("a", 2);

        assertThat(JsonText.of(PropertyMapBuilder.copyOf(map))).isEqualTo("{\"z\":1,\"a\":2}");
    }

    @Test
    void loneSurrogatesAreReplacedInNamesAndValues() {
        assertThat(JsonText.of(PropertyMapBuilder.copyOf(Map.of("a\uDE00", "\uD83D\uDE00\uD83D"))))
                .isEqualTo("{\"a\uFFFD\":\"\uD83D\uDE00\uFFFD\"}");
    }
}
