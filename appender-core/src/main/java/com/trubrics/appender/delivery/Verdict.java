package com.trubrics.appender.delivery;

import com.trubrics.appender.DropReason;
import java.time.Duration;
import java.util.Set;

/** What to do next with a batch, given the answer to it. */
sealed interface Verdict {

    /** The server has taken it. */
    record Deliver() implements Verdict {}

    /** Send the same again after so long. */
    record RetryAfter(Duration delay) implements Verdict {}

    /** Send it in two halves. */
    record Halve() implements Verdict {}

    /** Something in it is refused: find out what. */
    record Isolate(Set<Integer> indices) implements Verdict {}

    /** Its only event is given up. */
    record Drop(DropReason reason) implements Verdict {}

    /** Stop sending, and probe. */
    record PauseSending(Pause.Kind kind) implements Verdict {}
}
