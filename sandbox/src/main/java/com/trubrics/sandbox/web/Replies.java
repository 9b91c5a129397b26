package com.trubrics.sandbox.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers to requests. */
public final class Replies {
    private Replies() {}

    /** Answers with {@code value} as JSON. */
    public static void json(HttpExchange exchange, int status, Object value) throws IOException {
        bytes(exchange, status, "application/json", Json.text(value).getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with an error in the form that the Trubrics API uses. */
    public static void error(HttpExchange exchange, int status, String detail) throws IOException {
        json(exchange, status, Map.of("detail", detail));
    }

    /** Answers with these bytes. */
    public static void bytes(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        // What is shown is of this moment.
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, empty ? -1 : body.length);
        if (!empty) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }
}
