package com.trubrics.appender.internal.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTest {

    @Test
    void thePathBeginsWithItsRoot() throws Exception {
        Path path = Path.parse(" order.items[-1].sku ");

        assertThat(path.root()).isEqualTo("order");
        assertThat(path.rest()).isEqualTo("items[-1].sku");
        assertThat(path.isRootOnly()).isFalse();
        assertThat(path).hasToString("order.items[-1].sku");
    }

    @Test
    void aNameAloneIsARoot() throws Exception {
        Path path = Path.parse("user_id");

        assertThat(path.root()).isEqualTo("user_id");
        assertThat(path.rest()).isEmpty();
        assertThat(path.isRootOnly()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "mdc.kb.accountRecordId,  kb.accountRecordId",
        "mdc.X-B3-TraceId,        X-B3-TraceId",
        "kv.tags[0],              tags[0]",
        "kv.a b(c),               a b(c)"
    })
    void aKeyOfTheMdcOrOfTheCallIsTheWholeRest(String text, String key) throws Exception {
        Path path = Path.parse(text);

        assertThat(path.rest()).isEqualTo(key);
        assertThat(path.isRootOnly()).isFalse();
        assertThat(path.read("{\"a\":1}", new Reading().context)).isEqualTo("{\"a\":1}");
    }

    @Test
    void aCharacterThatMeansSomethingIsEscaped() throws Exception {
        assertThat(Path.parse("json.user\\x2Eid").read("{\"user.id\":7}", new Reading().context))
                .isEqualTo(7);
        assertThat(Path.parse("json.a\\x5Bb").read("{\"a[b\":7}", new Reading().context))
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".a",
                "a.",
                "a..b",
                "a. .b",
                "a[",
                "a[]",
                "a[x]",
                "a[1",
                "a[*]",
                "a[99999999999]",
                "a[0]b",
                "a]b",
                "a='b'",
                "'a'",
                "a(b)",
                "a{b}",
                "a,b",
                "mdc",
                "kv",
                "mdc.",
                "mdc[0]",
                "a.b\\q",
                "a.b\\x2",
                "a.b\\"
            })
    void whatIsNoPathIsRefusedWithItsText(String text) {
        assertThatThrownBy(() -> Path.parse(text))
                .isInstanceOf(MalformedPathException.class)
                .hasMessageStartingWith("'" + (text.startsWith("a.b\\") ? "b\\" : text.strip()));
    }

    @Test
    void aPathIsNotDeeperThanAnyValue() {
        assertThatThrownBy(() -> Path.parse("a" + ".b".repeat(33))).hasMessageContaining("more than 32 steps");
    }
}
