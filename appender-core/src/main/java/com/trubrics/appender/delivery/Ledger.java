package com.trubrics.appender.delivery;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.transport.Endpoint;
import java.util.Collection;
import java.util.List;

/** Where every event that left the queue ends: counted once, and its room given back. Only the delivery thread. */
class Ledger {

    private final Account account;
    private final OpenEntries open = new OpenEntries();
    /** Written by the delivery thread alone, read by those who flush as well. */
    private volatile long losses;

    Ledger(Account account) {
        this.account = account;
    }

    /** An event leaves the queue. */
    void taken(Entry entry) {
        open.add(entry);
    }

    /** The events of an endpoint that have left the queue and have not ended, the oldest first. */
    List<Entry> open(Endpoint endpoint) {
        return open.of(endpoint);
    }

    void delivered(Collection<Entry> entries) {
        account.delivered(end(entries));
    }

    void dropped(Collection<Entry> entries, DropReason reason) {
        int ended = end(entries);
        account.dropped(reason, ended);
        lost(ended);
    }

    private int end(Collection<Entry> entries) {
        int ended = 0;
        long bytes = 0;
        for (Entry entry : entries) {
            if (open.remove(entry)) {
                bytes += entry.weight();
                ended++;
            }
        }
        if (ended > 0) {
            account.room().give(ended, bytes);
        }
        return ended;
    }

    /** Counts what was dropped elsewhere after it had been accepted. */
    void lost(int events) {
        long before = losses;
        losses = before + events;
    }

    /** Events that were accepted and then dropped. */
    long losses() {
        return losses;
    }
}
