package com.trubrics.appender.internal.transport;

import org.jspecify.annotations.Nullable;

/** Ends one attempt from another thread, before it has begun as well. Thread-safe. */
public final class CancelSignal {

    private @Nullable Runnable action;
    private boolean cancelled;

    /** For one attempt. */
    public CancelSignal() {}

    /** Makes the attempt fail soon. Does not wait. */
    public void cancel() {
        Runnable now;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            now = action;
        }
        if (now != null) {
            now.run();
        }
    }

    /** Returns whether the attempt has been given up. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** For a transport: says how to make the attempt fail; that is done at once if it has been given up already. */
    public void onCancel(Runnable newAction) {
        synchronized (this) {
            action = newAction;
            if (!cancelled) {
                return;
            }
        }
        newAction.run();
    }
}
