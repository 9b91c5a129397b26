package com.trubrics.appender.delivery;

import org.junit.jupiter.api.Test;

/**
 * Random lives of a pipeline against a random server. A failure names its seed; {@code -Dtrubrics.model.seed=...} lives
 * that life again. {@code -Dtrubrics.model.seeds=...} lives more lives than the normal build does.
 */
class DeliveryModelTest {

    private static final long FIRST_SEED = Long.getLong("trubrics.model.seed", 1);
    private static final int SEEDS =
            Integer.getInteger("trubrics.model.seeds", System.getProperty("trubrics.model.seed") == null ? 700 : 1);
    private static final int ACTIONS = 2_000;

    @Test
    void whateverHappensEveryEventEndsOnceAndForAReason() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            try {
                new DeliveryModel(seed).live(ACTIONS);
            } catch (RuntimeException | Error failure) {
                throw new AssertionError("Replay with -Dtrubrics.model.seed=" + seed, failure);
            }
        }
    }
}
