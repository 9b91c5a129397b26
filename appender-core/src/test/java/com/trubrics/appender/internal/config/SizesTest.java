package com.trubrics.appender.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {

    @ParameterizedTest
    @CsvSource({
        "1000,      1000",
        "1,         1",
        "12 B,      12",
        "12 bytes,  12",
        "512 KB,    524288",
        "512kb,     524288",
        "512 k,     524288",
        "512 KiB,   524288",
        "64 MB,     67108864",
        "1.5 MB,    1572864",
        "1 GB,      1073741824",
        "99999999999999 GB, 9223372036854775807",
        "00000000000000000000000000000000000000000000000001, 1",
        "99999999999999999999999999999999999999999999999999, 9223372036854775807",
        "1.00000000000000000000000000000000000000000000000000 KB, 1024"
    })
    void readsEverySpellingInPowersOf1024(String text, long bytes) throws BadValue {
        assertThat(Sizes.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"big", "64 TB", "64 MBit", "1,5 MB", "MB", "1e6", "64 MB MB"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> Sizes.parse(text)).isInstanceOf(BadValue.class).hasMessageContaining("must be a size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0 MB", "-5 KB", "0.4"})
    void refusesLessThanOneByte(String text) {
        assertThatThrownBy(() -> Sizes.parse(text))
                .isInstanceOf(BadValue.class)
                .hasMessageContaining("at least 1 byte");
    }

    @ParameterizedTest
    @CsvSource({"67108864, 64 MB", "1000, 1000 bytes", "524288, 512 KB", "1048577, 1048577 bytes"})
    void isShownInItsOwnSyntax(long bytes, String text) {
        assertThat(Sizes.show(bytes)).isEqualTo(text);
    }
}
