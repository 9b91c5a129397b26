package com.example.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for the Trubrics API on a free port of the loopback interface: checks every request as the API documents it
 * and remembers what it took. The first few requests can be answered 503, as a server does that is being replaced.
 */
final class TrubricsStandIn implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final Gate gate;

    // Guarded by this.
    private final List<ArrivedEvent> events = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private int stillToTurnAway;
    private int turnedAway;
    private int requests;
    private long bytes;

    private TrubricsStandIn(HttpServer server, Gate gate, int turnAway) {
        this.server = server;
        this.gate = gate;
        this.stillToTurnAway = turnAway;
    }

    /** Starts one that answers its first {@code turnAway} requests with 503. */
    static TrubricsStandIn start(String apiKey, int turnAway) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TrubricsStandIn standIn = new TrubricsStandIn(server, new Gate(apiKey), turnAway);
        server.createContext("/", standIn::handle);
        server.setExecutor(standIn.workers);
        server.start();
        return standIn;
    }

    /** The base URL, to be used where {@code https://app.trubrics.com/api/ingestion} would stand. */
    URI host() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + Endpoint.BASE);
    }

    synchronized Received received() {
        return new Received(List.copyOf(events), List.copyOf(refusals), requests, turnedAway, bytes);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        Verdict verdict = gate.judge(exchange.getRequestMethod(), path, exchange.getRequestHeaders(), body);
        Verdict answer = record(verdict, path, body.length);
        byte[] text = Json.MAPPER.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), text.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(text);
        }
    }

    private synchronized Verdict record(Verdict verdict, String path, int size) throws IOException {
        if (verdict.status() != 200) {
            refusals.add(path + " was answered " + verdict.status() + ": "
                    + Json.MAPPER.writeValueAsString(verdict.body().get("detail")));
            return verdict;
        }
        if (stillToTurnAway > 0) {
            stillToTurnAway--;
            turnedAway++;
            return Verdict.refused(503, "Service Unavailable");
        }
        requests++;
        bytes += size;
        events.addAll(verdict.taken());
        return verdict;
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdown();
    }
}
