package com.trubrics.sandbox;

import com.trubrics.sandbox.web.Changes;

/** Which answer the next request gets. Thread-safe. */
final class Answers {
    /** The topic of {@link Changes} for all of this. */
    static final String TOPIC = "answers";

    /** For as long as it is not changed. */
    static final int ALWAYS = -1;

    private final Changes changes;

    // Guarded by this.
    private ServerAnswer answer = ServerAnswer.ok();
    private int left = ALWAYS;

    Answers(Changes changes) {
        this.changes = changes;
    }

    /**
     * @param left for how many requests it holds, after which everything is taken again; {@link #ALWAYS} for all
     */
    record State(ServerAnswer answer, int left) {}

    synchronized void set(ServerAnswer answer, int requests) {
        if (requests < 1 && requests != ALWAYS) {
            throw new IllegalArgumentException("a number of requests must be 1 or more, not " + requests);
        }
        this.answer = answer;
        this.left = requests;
        changes.changed(TOPIC);
    }

    /** The answer to one request that has just arrived. */
    synchronized ServerAnswer next() {
        ServerAnswer next = answer;
        if (left != ALWAYS) {
            left--;
            if (left == 0) {
                answer = ServerAnswer.ok();
                left = ALWAYS;
            }
            changes.changed(TOPIC);
        }
        return next;
    }

    synchronized State state() {
        return new State(answer, left);
    }
}
