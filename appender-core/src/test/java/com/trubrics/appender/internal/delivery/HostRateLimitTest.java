package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.LoopRig.DELIVERED;
import static com.trubrics.appender.internal.delivery.LoopRig.throttled;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.retry.Moment;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@code Retry-After}: kept by everybody who sends to the host; then one batch goes as a trial before the rest. */
class HostRateLimitTest {

    /** Just before it wraps around, as {@code nanoTime} may at any moment. */
    private static final long NOW = Long.MAX_VALUE - 5;

    private final HostRateLimit host = new HostRateLimit();

    private static long in(long nanos) {
        return NOW + nanos;
    }

    @Test
    void atFirstNothingIsHeldBack() {
        HostRateLimit.Trial trial = host.trial(new Random());

        assertThat(trial.admits(new Moment(NOW))).isTrue();
        assertThat(trial.admits(new Moment(Long.MIN_VALUE))).isTrue();
        assertThat(trial.admits(new Moment(0))).isTrue();
    }

    @Test
    void everyPipelineToTheHostIsHeldBack() {
        host.trial(new Random()).retryAfter(Duration.ofNanos(100), NOW);
        HostRateLimit.Trial other = host.trial(new Random());

        Moment before = new Moment(in(99));
        assertThat(other.admits(before)).isFalse();
        assertThat(before.untilNext()).as("up to a fifth longer").isBetween(1L, 21L);
        assertThat(other.admits(new Moment(in(120)))).isTrue();
    }

    @Test
    void anEarlierEndDoesNotShortenIt() {
        host.holdUntil(in(100));
        host.holdUntil(in(50));

        assertThat(untilEnd()).isEqualTo(100);
        host.holdUntil(in(150));
        assertThat(untilEnd()).isEqualTo(150);
    }

    private long untilEnd() {
        Moment moment = new Moment(NOW);
        assertThat(host.trial(new Random()).admits(moment)).isFalse();
        return moment.untilNext();
    }

    @Test
    void afterItOneBatchGoesBeforeTheRest() {
        LoopRig rig = new LoopRig();
        rig.offer(1, 20).step().answer(throttled(Duration.ofSeconds(5)));
        rig.offer(21, 200).offerLlm(1, 40).step();
        assertThat(rig.sent).isEmpty();

        rig.pass(Duration.ofSeconds(6));
        assertThat(rig.sent).hasSize(1);
        rig.pass(Duration.ofSeconds(20));
        assertThat(rig.sent).as("nothing passes the trial").hasSize(1);
        rig.answer(DELIVERED);
        assertThat(rig.sent).hasSizeGreaterThan(1);
    }

    @Test
    void aTrialThatIsHeldBackAgainIsFollowedByAnother() {
        LoopRig rig = new LoopRig();
        rig.offer(1, 100).step().answer(throttled(Duration.ofSeconds(5)));
        rig.pass(Duration.ofSeconds(6)).answer(throttled(Duration.ofSeconds(5)));
        assertThat(rig.sent).isEmpty();

        rig.pass(Duration.ofSeconds(6));
        assertThat(rig.sent).hasSize(1);
    }

    @Test
    void upToAFifthIsAddedSoThatProcessesDoNotComeBackTogether() {
        LoopRig rig = new LoopRig();
        rig.offer(1, 20).step().answer(throttled(Duration.ofSeconds(5)));

        assertThat(rig.untilARequestLeaves()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void itIsKeptForTheNextUserOfTheHostWhateverTheKey() {
        CountersRegistry registry = new CountersRegistry();
        HostRateLimit limit =
                registry.open(destination("one", "key"), other -> false).host();

        assertThat(registry.open(destination("one", "another"), other -> false).host())
                .isSameAs(limit);
        assertThat(registry.open(destination("two", "key"), other -> false).host())
                .isNotSameAs(limit);
    }

    private static Destination destination(String host, String key) {
        return PipelinesRig.settings("host", "https://" + host + ".test", "apiKey", key)
                .destination();
    }
}
