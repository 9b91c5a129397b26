package com.trubrics.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.sandbox.web.Changes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangesTest {
    private final Changes changes = new Changes();

    @Test
    void onlyWhatChangedLaterIsNews() {
        changes.changed("a");
        long version = changes.version();
        assertThat(changes.since(version)).isEmpty();
        changes.changed("b");
        changes.changed("b");
        assertThat(changes.since(version)).containsExactly("b");
        assertThat(changes.since(0)).containsExactly("a", "b");
    }

    @Test
    void aChangeWakesThoseWhoWait() throws Exception {
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                changes.await(0, Duration.ofSeconds(60));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        changes.changed("a");
        waiting.get(20, TimeUnit.SECONDS);
    }

    @Test
    void nobodyWaitsForWhatHasHappened() throws Exception {
        changes.changed("a");
        changes.await(0, Duration.ofDays(1));
    }

    @Test
    void waitingEnds() throws Exception {
        changes.await(0, Duration.ofMillis(1));
        assertThat(changes.version()).isZero();
    }
}
