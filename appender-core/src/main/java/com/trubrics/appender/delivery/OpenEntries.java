package com.trubrics.appender.delivery;

import com.trubrics.appender.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that have left the queue and have not ended, whatever place they are in. So none is lost where memory runs
 * out while it goes from one place to another, and none ends twice. A linked list through the entries themselves: adding
 * and removing cannot fail. Only the delivery thread.
 */
final class OpenEntries {

    private @Nullable Entry first;

    /** An event that was not in here before. */
    void add(Entry entry) {
        Entry second = first;
        entry.previous = entry;
        entry.next = second;
        if (second != null) {
            second.previous = entry;
        }
        first = entry;
    }

    /** Answers false if it is not in here: it has ended before. */
    boolean remove(Entry entry) {
        Entry before = entry.previous;
        if (before == null) {
            return false;
        }
        Entry after = entry.next;
        boolean wasFirst = before == entry;
        if (wasFirst) {
            first = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = wasFirst ? after : before;
        }
        entry.previous = null;
        entry.next = null;
        return true;
    }

    /** Those of an endpoint, the oldest first. */
    List<Entry> of(Endpoint endpoint) {
        List<Entry> open = new ArrayList<>();
        for (Entry entry = first; entry != null; entry = entry.next) {
            if (Endpoint.of(entry.event()) == endpoint) {
                open.add(entry);
            }
        }
        open.sort((one, other) -> Long.compare(one.sequence(), other.sequence()));
        return open;
    }
}
