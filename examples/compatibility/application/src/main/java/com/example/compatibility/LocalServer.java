package com.example.compatibility;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Answers the libraries' calls, on a loopback port: returns what it got, and completes any chat in the same way. */
final class LocalServer implements AutoCloseable {
    static final String COMPLETION = "An analytics platform.";

    private static final String CHAT = """
            {"id": "1", "object": "chat.completion", "created": 1, "model": "test", "choices": [{"index": 0,
            "finish_reason": "stop", "message": {"role": "assistant", "content": "%s"}}],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}
            """.formatted(COMPLETION);

    private final HttpServer server;

    private LocalServer(HttpServer server) {
        this.server = server;
    }

    static LocalServer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/echo", exchange -> answer(exchange, exchange.getRequestBody().readAllBytes()));
        server.createContext("/v1/chat/completions", exchange -> {
            exchange.getRequestBody().readAllBytes();
            answer(exchange, CHAT.getBytes(StandardCharsets.UTF_8));
        });
        server.start();
        return new LocalServer(server);
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
