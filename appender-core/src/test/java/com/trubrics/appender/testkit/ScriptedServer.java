package com.trubrics.appender.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.trubrics.appender.internal.transport.http.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A stand-in for the Trubrics API for floods, stalls and random faults: it asks a script for each answer, and keeps the
 * property {@code id} of what arrives, not the bodies. Thread-safe.
 *
 * <p>Answers that never come are given up only by the client, or when the server {@linkplain #recover() comes back}.
 */
public final class ScriptedServer implements AutoCloseable {
    private static final String BASE_PATH = "/api/ingestion";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(ScriptedServer::daemon);
    private final Object lock = new Object();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private Supplier<Answer> script;
    private int underWay;
    private int recoveries;
    private boolean closed;

    /**
     * One request.
     *
     * @param ids of its events, in order
     * @param status what it was answered, unless the client gave up before
     * @param nanoTime when its body was complete
     */
    public record Arrival(List<String> ids, int status, long nanoTime) {}

    private ScriptedServer(HttpServer server, Supplier<Answer> script) {
        this.server = server;
        this.script = script;
    }

    /** Starts on a free port. The script is asked once for each request, never by two threads at once. */
    public static ScriptedServer start(Supplier<Answer> script) {
        return start(0, script);
    }

    /** Starts on a port of its own; 0 for any that is free. */
    public static ScriptedServer start(int port, Supplier<Answer> script) {
        try {
            ScriptedServer scripted = new ScriptedServer(LoopbackPorts.bind(port), script);
            scripted.server.setExecutor(scripted.threads);
            for (Endpoint endpoint : Endpoint.values()) {
                scripted.server.createContext(
                        BASE_PATH + "/" + endpoint.path(), exchange -> scripted.handle(endpoint, exchange));
            }
            scripted.server.start();
            return scripted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What to configure as {@code host}. */
    public String host() {
        return host(server.getAddress().getPort());
    }

    /** What to configure as {@code host} for a server on this port, which need not be there yet. */
    public static String host(int port) {
        return "http://127.0.0.1:" + port + BASE_PATH;
    }

    /** From now on it answers so. */
    public void answer(Supplier<Answer> newScript) {
        synchronized (lock) {
            script = newScript;
        }
    }

    /** From now on it takes everything, and also what still waits for an answer. */
    public void recover() {
        synchronized (lock) {
            script = Answer::ok;
            recoveries++;
            lock.notifyAll();
        }
    }

    /** Every complete request so far. */
    public List<Arrival> arrivals() {
        synchronized (lock) {
            return List.copyOf(arrivals);
        }
    }

    /** The id of every event answered with 2xx so far, once for each time. */
    public List<String> taken() {
        synchronized (lock) {
            return List.copyOf(taken);
        }
    }

    /** Complete bodies that were no JSON array of objects. */
    public List<String> broken() {
        synchronized (lock) {
            return List.copyOf(broken);
        }
    }

    /** Requests that are being read, wait for their answer or are being answered. */
    public int underWay() {
        synchronized (lock) {
            return underWay;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(Endpoint endpoint, HttpExchange exchange) throws IOException {
        count(1);
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            List<String> ids = ids(endpoint, body);
            Answer answer = outcome(ids);
            if (answer.takesEvents()) {
                take(ids);
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server is being closed
        } finally {
            count(-1);
        }
    }

    private void count(int difference) {
        synchronized (lock) {
            underWay += difference;
        }
    }

    private List<String> ids(Endpoint endpoint, String body) {
        try {
            return RawJson.elements(body).stream()
                    .map(event -> String.valueOf(new RecordedEvent(endpoint, event).property("id")))
                    .toList();
        } catch (RuntimeException e) {
            synchronized (lock) {
                broken.add(body);
            }
            throw e;
        }
    }

    /** What the request is answered, at the moment when it is. Fails if there is nobody to answer any more. */
    private Answer outcome(List<String> ids) throws IOException, InterruptedException {
        synchronized (lock) {
            Answer answer = script.get();
            arrivals.add(new Arrival(ids, answer.status(), System.nanoTime()));
            long deadline = System.nanoTime() + answer.delay().toNanos();
            int before = recoveries;
            long left = answer.delay().toMillis();
            while (left > 0 && !closed && recoveries == before) {
                lock.wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            }
            if (closed) {
                throw new IOException("closed before an answer to " + ids.size() + " events");
            }
            return recoveries == before ? answer : Answer.ok();
        }
    }

    private void take(List<String> ids) {
        synchronized (lock) {
            taken.addAll(ids);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        return thread;
    }
}
