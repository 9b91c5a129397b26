package com.trubrics.sandbox;

import static com.trubrics.sandbox.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.sandbox.Counts.Bucket;
import org.junit.jupiter.api.Test;

class CountsTest {
    private final Counts counts = new Counts();

    @Test
    void whatArrivesWithinTenSecondsIsCountedTogether() {
        counts.addEvents(NOON, SandboxEvent.Kind.USER, 3);
        counts.addEvents(NOON.plusMillis(9_999), SandboxEvent.Kind.LLM, 2);
        counts.addRefused(NOON.plusSeconds(10));
        assertThat(counts.all()).containsExactly(new Bucket(NOON, 3, 2, 0), new Bucket(NOON.plusSeconds(10), 0, 0, 1));
    }

    @Test
    void onlyTheLastHourIsKept() {
        counts.addRefused(NOON);
        counts.addRefused(NOON.plusSeconds(10));
        counts.addRefused(NOON.plusSeconds(3_610));
        assertThat(counts.all())
                .extracting(Bucket::from)
                .containsExactly(NOON.plusSeconds(10), NOON.plusSeconds(3_610));
    }

    @Test
    void aClockThatWasSetBackLosesNothing() {
        counts.addRefused(NOON);
        counts.addRefused(NOON.minusSeconds(60));
        assertThat(counts.all()).containsExactly(new Bucket(NOON, 0, 0, 2));
    }
}
