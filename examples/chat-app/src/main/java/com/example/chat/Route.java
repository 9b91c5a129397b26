package com.example.chat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Reads a request, lets the action answer it, and writes the reply. The only class that uses HTTP streams. */
record Route(String method, Action action) implements HttpHandler {

    /** Handles one request. */
    @FunctionalInterface
    interface Action {
        Reply answer(Request request);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String user = exchange.getRequestHeaders().getFirst("X-User");
        Request request = new Request(exchange.getRequestURI().getPath(), user == null ? "" : user, body);
        Reply reply = exchange.getRequestMethod().equals(method)
                ? action.answer(request)
                : new Reply(405, "only " + method + " here");

        byte[] text = reply.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(reply.status(), text.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(text);
        }
    }
}
