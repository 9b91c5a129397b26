package com.trubrics.appender.spi;

import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.BlockedStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Standard error may be a pipe that nobody reads. */
class StandardErrorTest {

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
    void aLineIsPrintedBeforeTheCallReturns() {
        blocked.release();
        StandardError.print(Level.WARNING, "A", "two\nlines", new IllegalStateException("because"));
        StandardError.print(Level.INFO, "A", "well again", null);

        assertThat(blocked.text().lines())
                .containsExactly(
                        "WARN Trubrics appender 'A': two lines (java.lang.IllegalStateException: because)",
                        "INFO Trubrics appender 'A': well again");
    }

    @Test
    void onlyTheFirstWhoPrintsOnABlockedOneWaitsAndNotForLong() {
        long begin = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            StandardError.print(Level.WARNING, "A", "message " + i, null);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        blocked.release();
        await().untilAsserted(() ->
                assertThat(blocked.text()).contains("message 0", "message 99", "earlier messages were lost"));
    }
}
