package com.trubrics.appender.internal.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.internal.rule.OpenPairs.Opener;
import com.trubrics.appender.internal.value.PropertyMapBuilder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OpenPairsTest {

    private long now = Long.MAX_VALUE - 5; // nanoTime may overflow
    private final OpenPairs pairs = new OpenPairs(() -> now);

    private static PairKey key(int number) {
        return new PairKey("chat", (long) number);
    }

    private static Opener opener(String value) {
        return new Opener(new PropertyMapBuilder().put("prompt", value).build(), Instant.EPOCH);
    }

    @Test
    void anOpenerIsTakenOnce() {
        pairs.open(key(1), opener("a"));

        assertThat(pairs.find(key(1))).isEqualTo(opener("a"));
        assertThat(pairs.close(key(2))).isNull();
        assertThat(pairs.close(key(1))).isEqualTo(opener("a"));
        assertThat(pairs.close(key(1))).isNull();
    }

    @Test
    void aSecondOpenerReplacesTheFirst() {
        pairs.open(key(1), opener("a"));
        pairs.open(key(1), opener("b"));

        assertThat(pairs.size()).isEqualTo(1);
        assertThat(pairs.close(key(1))).isEqualTo(opener("b"));
    }

    @Test
    void anOpenerOlderThanTenMinutesIsForgotten() {
        pairs.open(key(1), opener("a"));
        pairs.open(key(2), opener("b"));
        now += Duration.ofMinutes(10).toNanos();
        assertThat(pairs.close(key(1))).isNotNull();

        now++;

        assertThat(pairs.close(key(2))).isNull();
        assertThat(pairs.size()).isZero();
    }

    @Test
    void anOpenerThatIsReplacedWaitsForAsLongAsANewOne() {
        pairs.open(key(1), opener("a"));
        now += Duration.ofMinutes(9).toNanos();
        pairs.open(key(1), opener("b"));
        now += Duration.ofMinutes(9).toNanos();

        assertThat(pairs.close(key(1))).isEqualTo(opener("b"));
    }

    @Test
    void atMostAThousandWaitAndTheOldestGivesWay() {
        for (int i = 0; i <= OpenPairs.MOST; i++) {
            pairs.open(key(i), opener("a"));
        }

        assertThat(pairs.size()).isEqualTo(OpenPairs.MOST);
        assertThat(pairs.find(key(0))).isNull();
        assertThat(pairs.find(key(1))).isNotNull();
        assertThat(pairs.find(key(OpenPairs.MOST))).isNotNull();
    }

    @Test
    void whatWaitsIsBoundedInBytesToo() {
        String large = "x".repeat(1 << 20);
        for (int i = 0; i < 40; i++) {
            pairs.open(key(i), opener(large));
        }

        assertThat(pairs.size()).isBetween(5, 20);
        assertThat(pairs.find(key(39))).isNotNull();
    }
}
