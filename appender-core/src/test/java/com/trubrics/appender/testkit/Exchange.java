package com.trubrics.appender.testkit;

import com.trubrics.appender.internal.transport.http.Endpoint;
import java.util.List;

/** One request whose body {@link FaultyServer} has read, and what became of it. Thread-safe; it changes as it goes. */
public final class Exchange {
    private final FaultyConnection connection;
    private final String destination;
    private final Endpoint endpoint;
    private final List<String> ids;
    private final int status;
    private volatile boolean lost;
    private volatile boolean disturbed;

    Exchange(FaultyConnection connection, String destination, Endpoint endpoint, List<String> ids, int status) {
        this.connection = connection;
        this.destination = destination;
        this.endpoint = endpoint;
        this.ids = List.copyOf(ids);
        this.status = status;
    }

    /** The part of the path that tells one destination of a server from the other. */
    public String destination() {
        return destination;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** Of the events in the body. */
    public List<String> ids() {
        return ids;
    }

    /** What was answered, or would have been. */
    public int status() {
        return status;
    }

    /** Whether the server has taken the events. */
    public boolean isTaken() {
        return status == 200;
    }

    /** Whether these events, or their endpoint, were refused. */
    public boolean isRefused() {
        return status >= 300 && status < 500 && status != 408 && status != 413 && status != 429 && status != 401;
    }

    /** Whether the client has seen no answer: the server lost it, or it came too late. */
    public boolean isLost() {
        return lost;
    }

    /** Whether the client may not have waited for the answer: it was disturbed, and never used the connection again. */
    public boolean mayHaveBeenGivenUp() {
        return disturbed && connection.endedAfter(this);
    }

    /** Whether nothing kept the client from reading the answer and counting it. */
    public boolean isSurelyAnswered() {
        return !lost && !disturbed;
    }

    void lose() {
        lost = true;
    }

    void disturb() {
        disturbed = true;
    }

    @Override
    public String toString() {
        return destination + " " + endpoint + " " + ids + " -> " + status + (lost ? ", lost" : "")
                + (disturbed ? ", disturbed" : "");
    }
}
