package com.trubrics.benchmarks;

import org.openjdk.jmh.infra.Blackhole;

/** Where values go that are of no use: a field would cost its writer more, and two threads a common cache line. */
final class Nowhere {
    private Nowhere() {}

    /** For code that JMH does not call itself. JMH wants to hear these words. */
    static Blackhole blackhole() {
        return new Blackhole(
                "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");
    }
}
