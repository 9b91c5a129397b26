package com.trubrics.appender.transport;

import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Response;

/**
 * How far one attempt came: what a failure means depends on it. OkHttp reports some events on its own connecting
 * threads, hence the volatile fields.
 */
final class Attempt extends EventListener {

    private static final int NO_STATUS = 0;

    private volatile boolean connecting;
    private volatile boolean connected;
    private volatile boolean cancelled;
    private volatile int status = NO_STATUS;

    /** Finds the attempt that was attached to the request of a call. */
    static EventListener of(Call call) {
        Attempt attempt = call.request().tag(Attempt.class);
        return attempt == null ? EventListener.NONE : attempt;
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        connecting = true;
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        connected = true;
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        status = response.code();
    }

    /** Its time is over. Any thread. */
    void giveUp(Call call) {
        cancelled = true; // first: the call may fail before OkHttp has reported that
        call.cancel();
    }

    /** Whether there was a connection to the server, new or kept alive. */
    boolean isConnected() {
        return connected;
    }

    /** Whether it was given up, for its time was over, before it had failed by itself. */
    boolean isCancelled() {
        return cancelled;
    }

    /** The status of the answer, whose body may be missing; 0 before. */
    int status() {
        return status;
    }

    /**
     * Whether a failure leaves no doubt about the answer: the status is there, and it needs no complete body. OkHttp
     * fails 204 and 205 with a length, and 407 from a server that is no proxy.
     */
    boolean isDecidedByStatus() {
        boolean needsBody = status / 100 == 2 && status != 204 && status != 205;
        return status != NO_STATUS && !needsBody;
    }

    /**
     * Whether the server had closed a connection that was kept alive from an earlier request, which happens to the
     * best: nothing is wrong with server or network.
     */
    boolean lostKeptConnection(Exception failure) {
        return connected
                && !connecting
                && status == NO_STATUS
                && !cancelled
                && !(failure instanceof InterruptedIOException);
    }
}
