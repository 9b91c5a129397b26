package com.trubrics.appender.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    private static final ObjectMapper JACKSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Test
    void everyKindOfValueKeepsItsType() {
        PropertyMap parsed = read("""
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
        PropertyMap parsed = read("{\"b\":1,\"a\":2,\"b\":3}");

        assertThat(new ArrayList<>(parsed.keySet())).containsExactly("b", "a");
        assertThat(parsed).containsEntry("b", 3);
    }

    @Test
    void whiteSpaceAroundTheObjectDoesNotMatter() {
        assertThat(read(" \n{ } \t")).isEmpty();
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
                "{,}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\":[1}",
                "{\"a\" 1}",
                "{a:1}",
                "{'a':1}",
                "{} {}",
                "{} x",
                "{\"a\":NaN}",
                "{\"a\":nul}",
                "{\"a\":-}",
                "{\"a\":+1}",
                "{\"a\":01}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"b}",
                "{\"a\":\"\\n",
                "{\"a\":[1,"
            })
    void whatIsNotExactlyOneObjectIsRefusedWithAReason(String text) {
        assertThatThrownBy(() -> JsonReader.readObject(text, new Freezer(1 << 20)))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageMatching("it is not an object|it ends before the object does|syntax error at character \\d+"
                        + "|there is more text after the object, at character \\d+")
                .hasNoCause();
    }

    /** Changes one text at random: where databind sees an object, we see the same one, and where it sees none, neither do we. */
    @Test
    void readsWhatDatabindReads() {
        Random random = new Random(35);
        String seed =
                "{\"a\\u00e9\\n\": [1, -2.50e+3, 1234567, \"x\\\\\", {}, [], true],\"b\":{\"c\":null,\"c\":false}}";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(seed);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                int at = random.nextInt(text.length());
                text.replace(at, at + random.nextInt(2), String.valueOf(seed.charAt(random.nextInt(seed.length()))));
            }
            assertThat(ours(text.toString())).as(text.toString()).isEqualTo(jacksons(text.toString()));
        }
    }

    private static @Nullable String ours(String text) {
        try {
            return JsonReader.readObject(text, new Freezer(1 << 20)).toString();
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    private static @Nullable String jacksons(String text) {
        try {
            Object value = JACKSON.readValue(text, Object.class);
            return value instanceof Map<?, ?> ? value.toString() : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    @Test
    void whatIsTooDeepIsCut() {
        assertThat(read("{\"a\":" + "[".repeat(100_000) + "\"]\"" + "]".repeat(100_000) + ",\"b\":1}"))
                .containsEntry("b", 1)
                .hasToString("{a=" + "[".repeat(32) + "<nested too deep>" + "]".repeat(32) + ", b=1}");
    }

    @Test
    void whatIsCutMustBeJsonToo() {
        String text = "{\"a\":" + "[".repeat(40) + "1 2" + "]".repeat(40) + "}";

        assertThatThrownBy(() -> read(text)).hasMessage("syntax error at character 48");
    }

    @Test
    void moreThanAMillionLevelsAreRefused() {
        String text = "{\"a\":" + "[".repeat(1_100_000) + "]".repeat(1_100_000) + "}";

        assertThatThrownBy(() -> read(text)).hasMessage("it is nested too deep");
    }

    @Test
    void whatStopsTheReaderIsNamedByItsPosition() {
        assertThatThrownBy(() -> read("{\"a\":nul}")).hasMessage("syntax error at character 6");
        assertThatThrownBy(() -> read("{\"a\":\"b\\x\"}")).hasMessage("syntax error at character 9");
        assertThatThrownBy(() -> read("{\"a\":1 2}")).hasMessage("syntax error at character 8");
        assertThatThrownBy(() -> read("{\"a\":[1,")).hasMessage("it ends before the object does");
        assertThatThrownBy(() -> read("{}\n ,")).hasMessage("there is more text after the object, at character 5");
    }

    @Test
    void namesAndTextsMayBeAsLongAsTheBudgetAllows() throws MalformedJsonException {
        String name = "n".repeat(60_000);
        String value = "\u00e9".repeat(21_000_000);

        assertThat(JsonReader.readObject("{\"" + name + "\":\"" + value + "\"}", new Freezer(30_000_000)))
                .containsEntry(name, value);
    }

    @ParameterizedTest
    @CsvSource({
        "1e400, 1E+400",
        "-0, 0",
        "0e5, 0E+5",
        "999999999999999999, 999999999999999999",
        "9223372036854775808, 9223372036854775808",
        "1e99999999999, 1e99999999999"
    })
    void numbersKeepTheirDigits(String number, String read) {
        assertThat(read("{\"a\":" + number + "}").get("a")).hasToString(read);
    }

    @Test
    void numbersOfMoreThanAThousandDigitsBecomeTextsOfTheirLeadingDigits() {
        String thousand = "7".repeat(1_000);
        assertThat(read("{\"a\":-" + thousand + ",\"b\":0." + "7".repeat(999) + "}"))
                .containsEntry("a", new BigInteger("-" + thousand))
                .containsEntry("b", new BigDecimal("0." + "7".repeat(999)));
        assertThat(read("{\"a\":-7" + thousand + ",\"b\":0." + thousand + ",\"c\":7" + thousand + ".5e-1000,\"d\":7"
                        + thousand + "e99999999999}"))
                .containsEntry("a", "-7.7777777777777777778E+1000")
                .containsEntry("b", "0.77777777777777777778")
                .containsEntry("c", "7.7777777777777777778")
                .containsEntry("d", thousand + "...");
    }

    @Test
    void aMillionDigitsTakeNoTime() {
        assertThat(read("{\"a\":1" + "0".repeat(1_000_000) + "}")).containsEntry("a", "1E+1000000");
    }

    @Test
    void whatIsSeveralTimesTooLargeExhaustsTheBudget() throws MalformedJsonException {
        Freezer values = new Freezer(100);
        Freezer blanks = new Freezer(100);
        Freezer fine = new Freezer(100);

        JsonReader.readObject("{\"a\":\"" + "x".repeat(401) + "\"}", values);
        JsonReader.readObject("{" + " ".repeat(1_600) + "}", blanks);
        JsonReader.readObject("{\"a\":\"" + "x".repeat(300) + "\"}" + " ".repeat(1_000), fine);

        assertThat(values.exceeded()).isTrue();
        assertThat(blanks.exceeded()).isTrue();
        assertThat(fine.exceeded()).isFalse();
    }

    private static PropertyMap read(String text) {
        try {
            return JsonReader.readObject(text, new Freezer(1 << 20));
        } catch (MalformedJsonException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
