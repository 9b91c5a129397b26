package com.trubrics.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.trubrics.sandbox.web.Mount;
import java.io.IOException;

/** A handler and its path. */
record Route(String path, HttpHandler handler) implements Mount {

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        handler.handle(exchange);
    }
}
