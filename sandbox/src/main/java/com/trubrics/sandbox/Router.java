package com.trubrics.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.trubrics.sandbox.web.Mount;
import com.trubrics.sandbox.web.Replies;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the handler of a request. The API handles requests to unknown paths as well, and refuses them. */
final class Router implements HttpHandler {
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final HttpHandler api;
    private final HttpHandler page;
    private final List<Mount> mounts;
    private final OwnSite site;

    Router(HttpHandler api, HttpHandler page, List<Mount> mounts, OwnSite site) {
        this.api = api;
        this.page = page;
        this.mounts = List.copyOf(mounts);
        this.site = site;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<Mount> mount = mounts.stream()
                .filter(candidate -> path.equals(candidate.path()) || path.startsWith(candidate.path() + "/"))
                .findFirst();
        boolean reading = READING.contains(exchange.getRequestMethod());
        if (Endpoint.at(path) != null || (mount.isEmpty() && !reading)) {
            api.handle(exchange);
            return;
        }
        try (exchange) {
            if (!site.sent(exchange.getRequestHeaders())) {
                Replies.error(exchange, 403, "This request comes from the page of another site.");
            } else if (mount.isPresent()) {
                mount.get().handle(exchange);
            } else {
                page.handle(exchange);
            }
        }
    }
}
