package com.trubrics.sandbox;

import com.trubrics.sandbox.web.Changes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest accepted events and refused requests, limited in number and in bytes. The totals include what is no longer
 * kept. Thread-safe.
 */
final class EventStore {
    /** The topic of {@link Changes} for events and refused requests. */
    static final String TOPIC = "events";

    /** The limit for all accepted events together, as JSON. */
    static final long MAX_BYTES = 64L * 1024 * 1024;

    /** The limit for refused requests, each of which may keep a part of its body. */
    static final int MAX_REFUSED = 1_000;

    /** How much of a refused body is kept, in characters. */
    static final int MAX_BODY = 16 * 1024;

    private final int maxEvents;
    private final Clock clock;
    private final Changes changes;

    // Guarded by this.
    private final Deque<Stored> accepted = new ArrayDeque<>();
    private final Deque<RefusedRequest> refused = new ArrayDeque<>();
    private final Counts counts = new Counts();
    private String epoch = newEpoch();
    private Totals totals = Totals.NONE;
    private long bytes;
    private long lastNumber;

    private record Stored(SandboxEvent event, int bytes) {}

    EventStore(int maxEvents, Clock clock, Changes changes) {
        this.maxEvents = maxEvents;
        this.clock = clock;
        this.changes = changes;
    }

    /** What has arrived since the start or the last reset, whether it is still kept or not. */
    record Totals(long userEvents, long llmEvents, long acceptedRequests, long acceptedBytes, long refusedRequests) {
        static final Totals NONE = new Totals(0, 0, 0, 0, 0);

        private Totals plusAccepted(SandboxEvent.Kind kind, int events, int bytes) {
            boolean user = kind == SandboxEvent.Kind.USER;
            return new Totals(
                    userEvents + (user ? events : 0),
                    llmEvents + (user ? 0 : events),
                    acceptedRequests + 1,
                    acceptedBytes + bytes,
                    refusedRequests);
        }

        private Totals plusRefused() {
            return new Totals(userEvents, llmEvents, acceptedRequests, acceptedBytes, refusedRequests + 1);
        }
    }

    /**
     * What a reader has not seen yet.
     *
     * @param epoch changes with each reset, after which a reader must drop everything that it knows
     * @param lastNumber the number to ask with the next time
     */
    record News(String epoch, long lastNumber, List<SandboxEvent> accepted, List<RefusedRequest> refused) {}

    /** @param bodyBytes the size of the request's body */
    void accept(CheckResult.Accepted request, int bodyBytes) {
        synchronized (this) {
            Instant now = clock.instant();
            SandboxEvent.Kind kind = request.endpoint().kind();
            int size = request.events().size();
            for (Map<String, @Nullable Object> fields : request.events()) {
                SandboxEvent event = new SandboxEvent(++lastNumber, now, kind, Collections.unmodifiableMap(fields));
                accepted.addLast(new Stored(event, bodyBytes / size));
                bytes += bodyBytes / size;
            }
            while (accepted.size() > maxEvents || (bytes > MAX_BYTES && accepted.size() > 1)) {
                bytes -= accepted.removeFirst().bytes();
            }
            counts.addEvents(now, kind, size);
            totals = totals.plusAccepted(kind, size, bodyBytes);
        }
        changes.changed(TOPIC);
    }

    void refuse(ApiRequest request, CheckResult.Refused verdict, RefusedRequest.Cause cause) {
        String body = request.excerpt(MAX_BODY);
        synchronized (this) {
            Instant now = clock.instant();
            refused.addLast(new RefusedRequest(
                    ++lastNumber,
                    now,
                    request.path(),
                    verdict.status(),
                    cause,
                    verdict.problems(),
                    verdict.events(),
                    body));
            while (refused.size() > maxRefused()) {
                refused.removeFirst();
            }
            counts.addRefused(now);
            totals = totals.plusRefused();
        }
        changes.changed(TOPIC);
    }

    void reset() {
        synchronized (this) {
            accepted.clear();
            refused.clear();
            counts.clear();
            bytes = 0;
            lastNumber = 0;
            totals = Totals.NONE;
            epoch = newEpoch();
        }
        changes.changed(TOPIC);
    }

    synchronized List<SandboxEvent> accepted() {
        return accepted.stream().map(Stored::event).toList();
    }

    synchronized List<RefusedRequest> refused() {
        return List.copyOf(refused);
    }

    int maxEvents() {
        return maxEvents;
    }

    int maxRefused() {
        return Math.min(maxEvents, MAX_REFUSED);
    }

    synchronized Totals totals() {
        return totals;
    }

    synchronized List<Counts.Bucket> counts() {
        return counts.all();
    }

    /** Returns what has arrived after {@code number}, or everything that is kept if {@code epoch} is not the current one. */
    synchronized News after(String epoch, long number) {
        long from = this.epoch.equals(epoch) ? number : 0;
        List<SandboxEvent> events = newest(accepted, stored -> stored.event().number(), from).stream()
                .map(Stored::event)
                .toList();
        return new News(this.epoch, lastNumber, events, newest(refused, RefusedRequest::number, from));
    }

    private static <T> List<T> newest(Deque<T> all, ToLongFunction<T> number, long from) {
        List<T> found = new ArrayList<>();
        for (Iterator<T> backwards = all.descendingIterator(); backwards.hasNext(); ) {
            T one = backwards.next();
            if (number.applyAsLong(one) <= from) {
                break;
            }
            found.add(one);
        }
        Collections.reverse(found);
        return found;
    }

    /** Unique: a page may stay open while the sandbox is restarted. */
    private static String newEpoch() {
        return UUID.randomUUID().toString();
    }
}
