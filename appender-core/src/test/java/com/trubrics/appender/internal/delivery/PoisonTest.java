package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.LoopRig.DELIVERED;
import static com.trubrics.appender.internal.delivery.LoopRig.NETWORK;
import static com.trubrics.appender.internal.delivery.LoopRig.REFUSED;
import static com.trubrics.appender.internal.delivery.LoopRig.SERVER_ERROR;
import static com.trubrics.appender.internal.delivery.LoopRig.UNAUTHORIZED;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.transport.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two things at once: while one event is searched for, another thing goes wrong. */
class PoisonTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private LoopRig rig = new LoopRig(LoopRig.settings(4, 1));

    @AfterEach
    void everyEventIsAccountedFor() {
        assertThat(rig.isBalanced()).as("%s", rig.stats()).isTrue();
    }

    /** One event is invalid, another breaks the server. */
    private static Outcome invalidAndPoisonous(LoopRig.Sent request) {
        if (request.names().contains("e1")) {
            return REFUSED;
        }
        return request.names().contains("e3") ? SERVER_ERROR : DELIVERED;
    }

    @Test
    void anEventThatBreaksTheServerDuringASearchHoldsUpNobody() {
        rig.offer(1, 40);
        rig.serve(PoisonTest::invalidAndPoisonous, AN_HOUR);
        for (int i = 41; i <= 60; i++) {
            rig.offer(i, i);
            rig.serve(PoisonTest::invalidAndPoisonous, Duration.ofMinutes(1));
        }

        assertThat(rig.stats().delivered()).isEqualTo(58);
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(2);
    }

    @Test
    void manyEventsThatTheServerFailsOnHoldUpNobody() {
        rig = new LoopRig(LoopRig.settings(20, 8));
        int seconds = 600;
        for (int second = 0; second < seconds; second++) {
            rig.offer(second * 20 + 1, second * 20 + 20);
            rig.serve(PoisonTest::poisonousNowAndThen, Duration.ofSeconds(1));
        }

        assertThat(rig.stats().delivered()).as("%s", rig.stats()).isGreaterThan(seconds * 20 - 100);
    }

    /** One event of a hundred breaks the server, twenty altogether. */
    private static Outcome poisonousNowAndThen(LoopRig.Sent request) {
        return request.names().stream()
                        .mapToInt(name -> Integer.parseInt(name.substring(1)))
                        .anyMatch(number -> number <= 2_000 && number % 100 == 1)
                ? SERVER_ERROR
                : DELIVERED;
    }

    @Test
    void aKeyThatExpiresDuringASearchIsTriedSlowly() {
        rig.offer(1, 4).step();
        rig.answer(REFUSED).answer(UNAUTHORIZED);
        int requests = rig.serve(request -> UNAUTHORIZED, AN_HOUR);

        assertThat(requests).isBetween(55, 66);
        rig.serve(request -> DELIVERED, AN_HOUR);
        assertThat(rig.stats().delivered()).isEqualTo(4);
    }

    @Test
    void anEndInTheMiddleOfASearchAccountsForAllParts() {
        rig = new LoopRig(LoopRig.settings(20, 1));
        rig.offer(1, 40);
        rig.serve(request -> rig.stats().dropped() < 22 ? REFUSED : NETWORK, Duration.ofMinutes(1));
        rig.closeIn(Duration.ofMillis(1));
        rig.serve(request -> NETWORK, Duration.ofSeconds(1));

        assertThat(rig.stats().pending()).isZero();
        assertThat(rig.loop.isClosed()).isTrue();
    }
}
