package com.trubrics.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.trubrics.sandbox.web.Replies;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The page's files, from the jar. */
final class Page implements HttpHandler {
    /** Everything from here, nothing from elsewhere, and no code in the text of a page. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.equals("/") ? "index.html" : path.substring(1);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        // One folder: no name of a file in it has a slash.
        if (type == null || !name.matches("[a-z-]+\\.[a-z]+")) {
            Replies.error(exchange, 404, "There is no " + path + " here.");
            return;
        }
        try (InputStream file = Page.class.getResourceAsStream("page/" + name)) {
            if (file == null) {
                Replies.error(exchange, 404, "There is no " + path + " here.");
                return;
            }
            exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
            exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
            Replies.bytes(exchange, 200, type, file.readAllBytes());
        }
    }
}
