package com.trubrics.appender.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.value.Freezer;
import com.trubrics.appender.value.PropertyMap;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTextTest {

    @Test
    void everyKindOfValueKeepsItsType() {
        PropertyMap parsed = parse("""
                {"text":"a\\u00e9","whole":1,"long":12345678901,"big":123456789012345678901234567890,
                 "real":1.10,"tiny":1e-400,"yes":true,"no":false,"none":null,
                 "list":[1,["x"],{}],"map":{"a":{"b":null}}}
                """);

        assertThat(parsed)
                .containsEntry("text", "a\u00e9")
                .containsEntry("whole", 1)
                .containsEntry("long", 12345678901L)
                .containsEntry("big", new BigInteger("123456789012345678901234567890"))
                .containsEntry("real", new BigDecimal("1.10"))
                .containsEntry("tiny", new BigDecimal("1e-400"))
                .containsEntry("yes", true)
                .containsEntry("no", false)
                .containsEntry("none", null)
                .containsEntry("list", Arrays.asList(1, List.of("x"), Map.of()));
        assertThat(parsed.get("map")).hasToString("{a={b=null}}");
    }

    @Test
    void orderIsKeptAndTheLastOfDuplicatesWins() {
        PropertyMap parsed = parse("{\"b\":1,\"a\":2,\"b\":3}");

        assertThat(new ArrayList<>(parsed.keySet())).containsExactly("b", "a");
        assertThat(parsed).containsEntry("b", 3);
    }

    @Test
    void whiteSpaceAroundTheObjectDoesNotMatter() {
        assertThat(parse(" \n{ } \t")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "plan=pro",
                "[1]",
                "\"text\"",
                "1",
                "null",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,}",
                "{\"a\":[1}",
                "{a:1}",
                "{'a':1}",
                "{} {}",
                "{} x",
                "{\"a\":NaN}",
                "{\"a\":1e99999999999}",
                "{\"a\":[1,"
            })
    void whatIsNotExactlyOneObjectIsNone(String text) {
        assertThat(PropertiesText.parse(text, new Freezer(1 << 20))).isNull();
    }

    @Test
    void whatIsTooDeepIsCut() {
        assertThat(parse("{\"a\":" + "[".repeat(500) + "]".repeat(500) + ",\"b\":1}"))
                .containsEntry("b", 1)
                .hasToString("{a=" + "[".repeat(32) + "<nested too deep>" + "]".repeat(32) + ", b=1}");
    }

    @Test
    void whatIsTooLargeExhaustsTheBudget() {
        Freezer freezer = new Freezer(100);

        PropertiesText.parse("{\"a\":\"" + "x".repeat(101) + "\"}", freezer);

        assertThat(freezer.exceeded()).isTrue();
    }

    private static PropertyMap parse(String text) {
        PropertyMap parsed = PropertiesText.parse(text, new Freezer(1 << 20));
        assertThat(parsed).isNotNull();
        return Objects.requireNonNull(parsed);
    }
}
