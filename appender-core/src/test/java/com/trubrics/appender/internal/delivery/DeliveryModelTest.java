package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.testkit.Campaign;
import org.junit.jupiter.api.Test;

/** Random lives of a destination against a random server, on one thread and with a clock by hand: a seed replays exactly. */
class DeliveryModelTest {

    private static final int ACTIONS = 2_000;

    @Test
    void whateverHappensEveryEventEndsOnceAndForAReason() {
        long[] lives = Campaign.seeds(300, 5_000).toArray();
        long offered = 0;
        for (long seed : lives) {
            DeliveryModel model = new DeliveryModel(seed);
            Campaign.replayable(seed, () -> model.live(ACTIONS));
            offered += model.offered();
        }
        Campaign.report(String.format(
                "delivery model: %,d lives, %,d events, each ended once and for a reason", lives.length, offered));
    }
}
