package com.trubrics.appender.delivery;

import com.trubrics.appender.config.DeliverySettings.Backoff;
import com.trubrics.appender.transport.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that takes nothing at present: its batches wait, and single events probe it, ever more slowly. Each probe
 * takes the next event in line, so that one bad event cannot keep the others from showing that the endpoint works.
 */
final class Pause {

    private static final Backoff SLOW = new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(60));

    /** Why sending pauses. */
    enum Kind {
        /** 401: nothing can be sent anywhere with this key. */
        UNAUTHORIZED,
        /** 403, 404 and the like: this endpoint, or one of its events. */
        CLOSED,
        /** Nothing but failures for a while. */
        OUTAGE
    }

    private final Kind kind;
    private final List<Batch> suspects = new ArrayList<>();
    private int failures;
    private int unanswered;
    private int position;
    private long until;
    private @Nullable Batch probe;
    private @Nullable Batch origin;
    private int originIndex;
    private boolean last;

    private Pause(Kind kind, long until) {
        this.kind = kind;
        this.until = until;
    }

    /** A pause that probes slowly: 5 s, doubling to 60 s. */
    static Pause slow(Kind kind, long now) {
        return new Pause(kind, now + SLOW.initial().toNanos());
    }

    /** A pause that goes on with the backoff of the batch that saw nothing but failures. */
    static Pause outage(int failures, Duration delay, long now) {
        Pause pause = new Pause(Kind.OUTAGE, now + delay.toNanos());
        pause.failures = failures;
        return pause;
    }

    Kind kind() {
        return kind;
    }

    /** Batches that were refused, in order; an event that is probing is not in its batch. */
    List<Batch> suspects() {
        return suspects;
    }

    long until() {
        return until;
    }

    boolean isProbing() {
        return probe != null;
    }

    boolean mayProbe(long now) {
        return probe == null && now - until >= 0;
    }

    /** Takes the next suspect event out of its batch; null: all have been tried in this round. */
    @Nullable
    Batch takeProbe(Endpoint endpoint) {
        int index = position;
        for (Batch suspect : suspects) {
            if (index < suspect.size()) {
                origin = suspect;
                originIndex = index;
                probe = new Batch(endpoint, List.of(suspect.entries().remove(index)));
                return probe;
            }
            index -= suspect.size();
        }
        position = 0;
        return null;
    }

    boolean isProbe(Batch batch) {
        return batch == probe;
    }

    /** There is reason to believe that the trouble is over: the next probe need not wait. */
    void probeSoon(long now) {
        until = now;
    }

    /** The probe met the same again: back to its place, and the next event's turn, after a longer while. */
    void probeFailed(long now, Duration outageDelay, long accepted) {
        failed(accepted);
        unanswered = 0;
        until = now + (kind == Kind.OUTAGE ? outageDelay : slowDelay()).toNanos();
    }

    /**
     * The probe met a failure where an answer was wanted, and perhaps will for ever: back to its place, and the next
     * event's turn, after a backoff only.
     */
    void probeUnanswered(long now, Duration backoff, long accepted) {
        failed(accepted);
        unanswered++;
        until = now + backoff.toNanos();
    }

    private void failed(long accepted) {
        putBack();
        if (origin != null && origin.size() == 1) {
            // Refused alone: if it is so again after another was taken, it is the event.
            origin.acceptedAtLastFailure = accepted;
        }
        failures++;
        position++;
    }

    /** The probe's event ended by itself, which says nothing about the endpoint: the next one, after the same while. */
    void probeEnded(long now) {
        probe = null;
        // A last probe that has shown nothing is not the last: the good events behind it still have their try.
        last = false;
        until = now + slowDelay().toNanos();
    }

    /** Nothing of the probe could be sent, so nobody was asked: the next event's turn at once. */
    void probeUnsent(long now) {
        probe = null;
        until = now;
    }

    /** The trouble has turned into another one: the same suspects, the probe back among them. */
    Pause become(Kind other, long now) {
        putBack();
        Pause next = slow(other, now);
        next.suspects.addAll(suspects);
        next.position = position + 1;
        return next;
    }

    /** The same before an end, which has no time for slow probes: the next event's turn after a backoff. */
    Pause becomeInHaste(Kind other, long now, Duration backoff) {
        Pause next = become(other, now);
        next.until = now + backoff.toNanos();
        next.unanswered = unanswered + 1;
        next.last = last; // else two servers that answer in turn would earn each other one last probe after the other
        return next;
    }

    private void putBack() {
        if (origin != null && probe != null) {
            origin.entries().addAll(Math.min(originIndex, origin.size()), probe.entries());
        }
        probe = null;
    }

    /** Probes that failed. */
    int failures() {
        return failures;
    }

    /** Probes in a row, before an end, that met something else than the trouble that they were to find out about. */
    int unanswered() {
        return unanswered;
    }

    /**
     * The pause would outlast the end: allows one last probe at once.
     *
     * @return false if that has been spent
     */
    boolean hurry(long now) {
        if (last) {
            return false;
        }
        last = true;
        until = now;
        return true;
    }

    private Duration slowDelay() {
        return AnswerPolicy.doubled(SLOW, failures);
    }
}
