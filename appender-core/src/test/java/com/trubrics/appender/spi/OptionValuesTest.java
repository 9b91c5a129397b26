package com.trubrics.appender.spi;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Option;
import org.junit.jupiter.api.Test;

class OptionValuesTest {
    private final OptionValues values = new OptionValues();

    @Test
    void theLastTextWinsAndNullTakesItBack() {
        values.set(Option.FLUSH_INTERVAL, "1 s");
        values.set(Option.FLUSH_INTERVAL, "2 s");
        assertThat(values.get(Option.FLUSH_INTERVAL)).isEqualTo("2 s");

        values.set(Option.FLUSH_INTERVAL, null);
        assertThat(values.get(Option.FLUSH_INTERVAL)).isNull();
    }

    @Test
    void textsOfAListAddUpAndOfAnyOtherOptionTheLastWins() {
        values.add(Option.EXCLUDE_MDC, "secret");
        values.add(Option.EXCLUDE_MDC, null);
        values.add(Option.EXCLUDE_MDC, "token, pin");
        values.add(Option.FLUSH_INTERVAL, "1 s");
        values.add(Option.FLUSH_INTERVAL, "2 s");

        assertThat(values.get(Option.EXCLUDE_MDC)).isEqualTo("secret,token, pin");
        assertThat(values.get(Option.FLUSH_INTERVAL)).isEqualTo("2 s");
    }

    @Test
    void toStringShowsNoSecret() {
        values.set(Option.API_KEY, "secret");
        values.set(Option.USER_ID_HASH_KEY, "secret");
        values.set(Option.PROXY, "joe:secret@proxy:80");
        values.set(Option.HOST, "https://joe:secret@example.com");
        values.set(Option.FLUSH_INTERVAL, "2 s");
        values.addStaticProperty("token", "secret");

        assertThat(values)
                .hasToString("{apiKey=***, host=https://***@example.com, flushInterval=2 s, proxy=***@proxy:80,"
                        + " userIdHashKey=***, staticProperty=token}");
    }
}
