package com.trubrics.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.trubrics.sandbox.web.Changes;
import com.trubrics.sandbox.web.Json;
import com.trubrics.sandbox.web.Mount;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Tells an open page what arrives, as server-sent events: {@code accepted} and {@code refused} with lists, {@code reset}
 * where everything before is void, and {@code changed} with the name of any other topic. A page that lost its connection
 * gets what it missed. Each stream holds a thread, reads the store by itself, and keeps nothing: a slow page makes
 * nobody wait.
 */
final class EventStream implements Mount {
    /** So that an end of the other side is noticed. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** Of entries in one message: a page that is opened late draws the first ones at once. */
    private static final int CHUNK = 500;

    private final EventStore store;
    private final Changes changes;
    private volatile boolean closed;

    EventStream(EventStore store, Changes changes) {
        this.store = store;
        this.changes = changes;
    }

    @Override
    public String path() {
        return "/events";
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            new Reader(out, exchange.getRequestHeaders().getFirst("Last-Event-ID")).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all streams. */
    void close() {
        closed = true;
        changes.changed(EventStore.TOPIC);
    }

    /** One page's place in the stream. */
    private final class Reader {
        private final OutputStream out;
        private String epoch = "";
        private long number;

        Reader(OutputStream out, String lastId) {
            this.out = out;
            String[] parts = (lastId == null ? "" : lastId).split("/", 2);
            if (parts.length == 2 && parts[1].matches("\\d{1,18}")) {
                epoch = parts[0];
                number = Long.parseLong(parts[1]);
            }
        }

        void run() throws IOException, InterruptedException {
            long seen = changes.version();
            tellNews();
            while (!closed) {
                changes.await(seen, HEARTBEAT);
                long now = changes.version();
                for (String topic : changes.since(seen)) {
                    if (topic.equals(EventStore.TOPIC)) {
                        tellNews();
                    } else {
                        send("changed", Json.text(topic));
                    }
                }
                if (now == seen) {
                    out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
                }
                seen = now;
                out.flush();
            }
        }

        private void tellNews() throws IOException {
            EventStore.News news = store.after(epoch, number);
            if (!news.epoch().equals(epoch)) {
                epoch = news.epoch();
                number = 0;
                send("reset", "{}");
            }
            sendAll("accepted", news.accepted().stream().map(Views::event).toList());
            sendAll("refused", news.refused().stream().map(Views::refused).toList());
            number = news.lastNumber();
            send("settled", "{}");
            out.flush();
        }

        private void sendAll(String event, List<Map<String, Object>> entries) throws IOException {
            for (int from = 0; from < entries.size(); from += CHUNK) {
                send(event, Json.text(entries.subList(from, Math.min(entries.size(), from + CHUNK))));
            }
        }

        /** JSON has no line ends, so one line of data is enough. */
        private void send(String event, String data) throws IOException {
            out.write(("id: " + epoch + "/" + number + "\nevent: " + event + "\ndata: " + data + "\n\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
    }
}
