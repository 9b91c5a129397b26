package com.trubrics.appender.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long a test waits for what must happen. Awaitility's own ten seconds are too few where several builds share two cores. */
public final class Patience {

    /** Less than the 30 s after which an idle sender ends by itself: a thread that should have ended is still found. */
    public static final Duration LIMIT = Duration.ofSeconds(20);

    private Patience() {}

    /** Begins a condition that fails if it does not hold within {@link #LIMIT}. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT);
    }

    /** The same, with words that name the condition if it fails. */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(LIMIT);
    }
}
