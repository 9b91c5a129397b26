package com.trubrics.appender.spi;

import static com.trubrics.appender.testkit.Patience.await;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Diagnostics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Nobody waits for a sink but those who say so, and they not for long. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class AsyncDiagnosticsTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Set<Thread> speakers = ConcurrentHashMap.newKeySet();
    private final CountDownLatch release = new CountDownLatch(1);

    private final AsyncDiagnostics prompt = AsyncDiagnostics.of(this::say);
    private final AsyncDiagnostics hanging = AsyncDiagnostics.of((level, message, cause) -> {
        say(level, message, cause);
        hang();
    });

    private void say(System.Logger.Level level, String message, @Nullable Throwable cause) {
        speakers.add(Thread.currentThread());
        said.add(level + " " + message + (cause == null ? "" : " " + cause.getMessage()));
    }

    private void hang() {
        boolean interrupted = false;
        while (true) {
            try {
                release.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void letGo() {
        release.countDown();
    }

    private static void sayNumbers(Diagnostics diagnostics, int from, int to) {
        IntStream.rangeClosed(from, to).forEach(i -> diagnostics.report(INFO, "" + i, null));
    }

    @Test
    void messagesArriveWholeAndInOrder() {
        prompt.report(WARNING, "down", new Exception("because"));
        prompt.report(INFO, "up", null);
        prompt.await(PATIENCE);

        assertThat(said).containsExactly("WARNING down because", "INFO up");
    }

    @Test
    void aDaemonOfOursSpeaksAndEndsWhenNothingIsLeft() {
        sayNumbers(prompt, 1, 3);
        prompt.await(PATIENCE);

        assertThat(speakers).allSatisfy(speaker -> {
            assertThat(speaker.getName()).isEqualTo("trubrics-diagnostics");
            assertThat(speaker.isDaemon()).isTrue();
            await().until(() -> !speaker.isAlive());
        });
        sayNumbers(prompt, 4, 4);
        prompt.await(PATIENCE);
        assertThat(said).hasSize(4);
    }

    @Test
    void aSinkThatNeverReturnsHoldsOneThreadAndNobodyElse() {
        sayNumbers(hanging, 1, 1_000);

        await().until(() -> said.size() == 1);
        assertThat(speakers).hasSize(1);
    }

    @Test
    void whatDoesNotFitIsLostAndTheNextMessageSaysSo() {
        sayNumbers(hanging, 0, 0);
        await().until(() -> said.size() == 1);
        sayNumbers(hanging, 1, 20);
        release.countDown();
        hanging.await(PATIENCE);

        assertThat(said)
                .startsWith(
                        "INFO 0", "INFO 5 (4 earlier messages were lost: they could not be shown in time.)", "INFO 6")
                .endsWith("INFO 20")
                .hasSize(17);
    }

    @Test
    void whoeverWaitsForASinkThatHangsGivesUpAndTheOthersDoNotWaitUntilItReturns() {
        sayNumbers(hanging, 1, 1);
        hanging.await(SHORT);
        hanging.await(Duration.ofDays(1));

        release.countDown();
        await().until(() -> speakers.stream().noneMatch(Thread::isAlive));
        sayNumbers(hanging, 2, 2);
        hanging.await(PATIENCE);
        assertThat(said).containsExactly("INFO 1", "INFO 2");
    }

    @Test
    void anInterruptNeitherEndsTheWaitNorIsLost() {
        Thread.currentThread().interrupt();
        sayNumbers(prompt, 1, 1);
        prompt.await(PATIENCE);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(said).hasSize(1);
    }

    @Test
    void aSinkThatWaitsForItsOwnMessagesDoesNotWait() {
        List<AsyncDiagnostics> self = new CopyOnWriteArrayList<>();
        AsyncDiagnostics waiting = AsyncDiagnostics.of((level, message, cause) -> {
            self.forEach(own -> own.await(Duration.ofDays(1)));
            said.add(message);
        });
        self.add(waiting);
        sayNumbers(waiting, 1, 2);
        waiting.await(PATIENCE);

        assertThat(said).containsExactly("1", "2");
    }

    @Test
    void aSinkThatThrowsHearsTheNextMessageAllTheSame() {
        AsyncDiagnostics throwing = AsyncDiagnostics.of((level, message, cause) -> {
            said.add(message);
            throw new StackOverflowError("of the user");
        });
        sayNumbers(throwing, 1, 3);
        throwing.await(PATIENCE);

        assertThat(said).containsExactly("1", "2", "3");
    }

    @Test
    void thereIsOneThreadBetweenACallerAndItsSink() {
        assertThat(AsyncDiagnostics.of(prompt)).isSameAs(prompt);
        assertThat(prompt.isOf(prompt)).isTrue();
        assertThat(prompt.isOf(hanging)).isFalse();
    }
}
