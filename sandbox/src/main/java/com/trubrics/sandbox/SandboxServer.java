package com.trubrics.sandbox;

import com.sun.net.httpserver.HttpServer;
import com.trubrics.sandbox.discover.Discover;
import com.trubrics.sandbox.web.Changes;
import com.trubrics.sandbox.web.Mount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * A running sandbox: a stand-in for the Trubrics API that checks each request against the API's documentation, keeps the
 * events, and shows them on a page. Thread-safe; its threads are daemons.
 *
 * <pre>{@code
 * try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.onFreePort())) {
 *     // Configure sandbox.host() as the appender's host, any API key, and log something.
 *     List<SandboxEvent> events = sandbox.awaitEvents(1, Duration.ofSeconds(10));
 * }
 * }</pre>
 */
public final class SandboxServer implements AutoCloseable {
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool(SandboxServer::daemon);

    private final Changes changes = new Changes();
    private final Answers answers = new Answers(changes);
    private final HeldRequests held = new HeldRequests(threads);
    private final EventStore store;
    private final Reports reports;
    private final EventStream stream;

    private SandboxServer(HttpServer http, SandboxOptions options) {
        this.http = http;
        this.store = new EventStore(options.maxEvents(), Clock.systemUTC(), changes);
        this.reports = new Reports(options, store, answers, held);
        this.stream = new EventStream(store, changes);
    }

    /**
     * Starts a sandbox.
     *
     * @throws UncheckedIOException if the port is in use, or the address does not belong to this machine
     */
    public static SandboxServer start(SandboxOptions options) {
        // The JDK's server reads this property once. It writes the head and the body of an answer separately.
        // Without the property, each answer would wait for a delayed acknowledgement.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        try {
            InetSocketAddress address = new InetSocketAddress(options.bind(), options.port());
            SandboxServer server = new SandboxServer(HttpServer.create(address, 0), options);
            server.open(options);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on port " + options.port() + " of "
                            + options.bind().getHostAddress() + ": " + e.getMessage(),
                    e);
        }
    }

    private void open(SandboxOptions options) {
        ApiHandler api = new ApiHandler(new RequestCheck(options.apiKey()), store, answers, held);
        http.createContext("/", new Router(api, new Page(), mounts(), OwnSite.of(options.bind())));
        http.setExecutor(threads);
        http.start();
    }

    private List<Mount> mounts() {
        List<Mount> mounts = new ArrayList<>(reports.mounts());
        mounts.add(stream);
        mounts.add(new Discover(changes));
        return mounts;
    }

    /** Returns the port on which the sandbox listens. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** Returns the value for the option {@code host} of an appender. */
    public URI host() {
        InetSocketAddress address = http.getAddress();
        String name =
                address.getAddress().isLoopbackAddress() || address.getAddress().isAnyLocalAddress()
                        ? "localhost"
                        : address.getAddress().getHostAddress();
        return URI.create("http://" + name + ":" + address.getPort());
    }

    /** Returns the accepted events that are kept, the oldest first. */
    public List<SandboxEvent> good() {
        return store.accepted();
    }

    /** Returns the refused requests that are kept, the oldest first: those with a mistake, and those that {@link #answer} refused. */
    public List<RefusedRequest> bad() {
        return store.refused();
    }

    /** Returns how many requests have been accepted since the start or the last reset. */
    public long acceptedRequests() {
        return store.totals().acceptedRequests();
    }

    /** Returns the total size of the bodies of the accepted requests, in bytes. */
    public long acceptedBytes() {
        return store.totals().acceptedBytes();
    }

    /** Deletes all events and refused requests, and accepts requests again. */
    public void reset() {
        reports.reset();
    }

    /** Answers every request in this way from now on. Requests that are waiting for an answer get this one immediately, or their connections are closed. */
    public void answer(ServerAnswer answer) {
        reports.set(answer, Answers.ALWAYS);
    }

    /** Answers the next {@code requests} requests in this way, and accepts those that follow. */
    public void answerNext(int requests, ServerAnswer answer) {
        reports.set(answer, requests);
    }

    /**
     * Gives this answer to the next {@code requests} requests that contain such an event, whatever the answer to other requests
     * is. The number of an event that has not been accepted is 0.
     */
    public void answerNext(int requests, Predicate<SandboxEvent> such, ServerAnswer answer) {
        answers.mark(requests, such, answer);
    }

    /**
     * Waits until at least {@code count} events are kept.
     *
     * @throws AssertionError if they do not arrive within {@code limit}
     */
    public List<SandboxEvent> awaitEvents(int count, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            long version = changes.version();
            List<SandboxEvent> events = good();
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (events.size() >= count) {
                return events;
            }
            if (left.isNegative()) {
                throw new AssertionError("waited " + limit.toMillis() + " ms for " + count + " events, but "
                        + events.size() + " arrived and " + bad().size() + " requests were refused");
            }
            try {
                changes.await(version, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for " + count + " events", e);
            }
        }
    }

    /** Stops the sandbox and closes every connection. */
    @Override
    public void close() {
        stream.close();
        held.release();
        http.stop(0);
        threads.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "trubrics-sandbox");
        thread.setDaemon(true);
        return thread;
    }
}
