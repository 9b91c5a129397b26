package com.trubrics.sandbox.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** A part of the sandbox that answers every request at and below one path. */
public interface Mount {

    /** Where it answers, such as {@code /discover}. */
    String path();

    /**
     * Answers one request. Several threads may call this at once. The server has checked that the request
     * does not come from the page of another site, and closes the exchange afterwards.
     */
    void handle(HttpExchange exchange) throws IOException;
}
