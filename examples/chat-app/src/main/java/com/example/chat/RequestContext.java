package com.example.chat;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Puts the user and the request into the MDC for the duration of one request, and writes one access line at its end.
 */
final class RequestContext extends Filter {
    private static final Logger log = LoggerFactory.getLogger("access");

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        long start = System.nanoTime();
        try {
            keep("user_id", exchange.getRequestHeaders().getFirst("X-User"));
            keep("request_id", exchange.getRequestHeaders().getFirst("X-Request-Id"));
            // A replayed day keeps its original times.
            keep("timestamp", exchange.getRequestHeaders().getFirst("X-Recorded-At"));
            // For the log file only: it is in the MDC, but no option sends it to Trubrics.
            keep("client_ip", exchange.getRemoteAddress().getAddress().getHostAddress());
            chain.doFilter(exchange);
            log.atInfo()
                    .addKeyValue("status", exchange.getResponseCode())
                    .addKeyValue("micros", (System.nanoTime() - start) / 1_000)
                    .log("{} {}", exchange.getRequestMethod(), exchange.getRequestURI());
        } catch (IOException | RuntimeException e) {
            log.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            throw e;
        } finally {
            MDC.clear();
            exchange.close();
        }
    }

    private static void keep(String key, String value) {
        if (value != null) {
            MDC.put(key, value);
        }
    }

    @Override
    public String description() {
        return "request context";
    }
}
