package com.trubrics.appender.delivery;

import com.trubrics.appender.DropReason;
import java.util.Collection;

/** Where every accepted event ends: counted once, and its room given back. Only the delivery thread. */
class Ledger {

    private final Account account;
    private long losses;

    Ledger(Account account) {
        this.account = account;
    }

    void delivered(Collection<Entry> entries) {
        account.delivered(entries.size());
        entries.forEach(entry -> account.room().give(entry.weight()));
    }

    void dropped(Collection<Entry> entries, DropReason reason) {
        for (Entry entry : entries) {
            account.dropped(reason);
            account.room().give(entry.weight());
            losses++;
        }
    }

    /** Counts what was dropped elsewhere after it had been accepted. */
    void lost(int events) {
        losses += events;
    }

    /** Events that were accepted and then dropped. */
    long losses() {
        return losses;
    }
}
