package com.trubrics.appender.spi;

import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.BlockedStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Standard error may be a pipe that nobody reads. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // our waits are not interruptible
class StandardErrorTest {

    /** Generous, for a busy machine, and far from the test's timeout. */
    private static final Duration SHORT = Duration.ofSeconds(20);

    private final BlockedStream blocked = new BlockedStream();
    private final java.io.PrintStream before = System.err;

    @BeforeEach
    void replace() {
        System.setErr(blocked.stream());
    }

    @AfterEach
    void giveBack() {
        blocked.release();
        System.setErr(before);
    }

    @Test
    void eachMessageIsALine() {
        blocked.release();
        StandardError.print(Level.WARNING, "A", "two\nlines", new IllegalStateException("because"));
        StandardError.print(Level.INFO, "A", "well again", null);

        await().untilAsserted(() -> assertThat(blocked.text().lines())
                .containsExactly(
                        "WARN Trubrics appender 'A': two lines (java.lang.IllegalStateException: because)",
                        "INFO Trubrics appender 'A': well again"));
    }

    @Test
    void onlyTheFirstWhoPrintsOnABlockedOneWaitsAndNotForLong() {
        long begin = System.nanoTime();
        StandardError.print(Level.WARNING, "A", "message 0", null);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThanOrEqualTo(StandardError.PATIENCE)
                .isLessThan(SHORT);
        for (int i = 1; i < 1_000; i++) { // or the test's timeout ends it
            StandardError.print(Level.WARNING, "A", "message " + i, null);
        }

        blocked.release();
        await().untilAsserted(() ->
                assertThat(blocked.text()).contains("message 0", "message 999", "earlier messages were lost"));
    }
}
