package com.trubrics.sandbox;

/** Which answer the next request gets. Thread-safe. */
final class Answers {
    /** For as long as it is not changed. */
    static final int ALWAYS = -1;

    private ServerAnswer answer = ServerAnswer.ok();
    private int left = ALWAYS;

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
    }

    /** The answer to one request that has just arrived. */
    synchronized ServerAnswer next() {
        ServerAnswer next = answer;
        if (left > 0 && --left == 0) {
            answer = ServerAnswer.ok();
            left = ALWAYS;
        }
        return next;
    }

    synchronized State state() {
        return new State(answer, left);
    }
}
