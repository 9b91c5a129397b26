package com.trubrics.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The server that all candidates deliver to: a raw socket that keeps connections and answers with fixed bytes. It counts
 * events by their {@linkplain MarkCounter marks}. A complete HTTP server would limit what is measured.
 *
 * <p>Its other clients are {@link SinkWatch}es, which ask what has arrived.
 */
final class Sink implements AutoCloseable {
    static final String WATCH = "WATCH ";

    private final ServerSocket server;
    private final long delayNanos;
    private long events;
    private long requests;
    private long lastArrival;

    /** Starts a sink that waits for this time before each answer. */
    Sink(long delayMillis) {
        delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "sink");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new SinkConnection(this, socket).serve();
        } catch (IOException e) {
            // The client has gone, which is how every candidate ends.
        }
    }

    /** Counts what has arrived here, or at the {@link WebServer} beside this sink. */
    synchronized void arrived(long newEvents, long newRequests) {
        events += newEvents;
        requests += newRequests;
        lastArrival = System.nanoTime();
        notifyAll();
    }

    /** Waits until a request that arrived at this time is to be answered. */
    void delay(long begin) {
        while (System.nanoTime() - begin < delayNanos) {
            LockSupport.parkNanos(delayNanos - (System.nanoTime() - begin));
        }
    }

    /**
     * Waits until {@code count} events have arrived, or no event has arrived for {@code patienceMillis}. Returns the numbers of
     * events and requests, and the time of the last arrival.
     */
    synchronized String await(long count, long patienceMillis) {
        long patience = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        long begin = System.nanoTime();
        while (events < count) {
            long idle = System.nanoTime() - Math.max(begin, lastArrival);
            if (idle >= patience) {
                break;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, patience - idle));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return events + " " + requests + " " + lastArrival + "\n";
    }
}
