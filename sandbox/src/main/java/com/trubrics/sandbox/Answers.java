package com.trubrics.sandbox;

import com.trubrics.sandbox.web.Changes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Decides how the next request is answered. Thread-safe. */
final class Answers {
    /** The topic of {@link Changes} for a new answer. */
    static final String TOPIC = "answers";

    /** Until the answer is changed. */
    static final int ALWAYS = -1;

    private final Changes changes;

    // Guarded by this.
    private ServerAnswer answer = ServerAnswer.ok();
    private int left = ALWAYS;
    private final List<Marked> marked = new ArrayList<>();

    Answers(Changes changes) {
        this.changes = changes;
    }

    /**
     * @param left how many requests get this answer before everything is accepted again; {@link #ALWAYS} for all
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

    /** An answer to requests that carry certain events, for as many requests as are left. */
    private static final class Marked {
        private final Predicate<SandboxEvent> events;
        private final ServerAnswer answer;
        private int left;

        Marked(Predicate<SandboxEvent> events, ServerAnswer answer, int left) {
            this.events = events;
            this.answer = answer;
            this.left = left;
        }
    }

    /** Answers the next requests that carry such an event; all others are answered as {@link #set}. */
    synchronized void mark(int requests, Predicate<SandboxEvent> events, ServerAnswer answer) {
        if (requests < 1) {
            throw new IllegalArgumentException("a number of requests must be 1 or more, not " + requests);
        }
        marked.add(new Marked(events, answer, requests));
    }

    /** Accepts everything from now on. */
    synchronized void clear() {
        marked.clear();
        set(ServerAnswer.ok(), ALWAYS);
    }

    /** Returns the answer to a request with these events, and counts the request. */
    synchronized ServerAnswer next(List<SandboxEvent> events) {
        Marked mark = marked.stream()
                .filter(each -> events.stream().anyMatch(each.events))
                .findFirst()
                .orElse(null);
        if (mark != null) {
            mark.left--;
            if (mark.left == 0) {
                marked.remove(mark);
            }
            return mark.answer;
        }
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
