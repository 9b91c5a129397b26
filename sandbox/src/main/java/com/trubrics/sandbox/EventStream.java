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
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * Sends to an open page what arrives, as server-sent events: {@code accepted} and {@code refused} with lists, {@code reset}
 * when everything sent before is void, and {@code changed} with the name of any other topic. After a lost connection, a page
 * gets what it has missed. Each stream occupies a thread and reads the store on its own, so a slow page delays nobody.
 */
final class EventStream implements Mount {
    /** How often something is sent, so that a closed connection is noticed. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** How many entries one message has at most: a page that is opened late draws the first ones at once. */
    private static final int MOST_ENTRIES = 500;

    /** In characters. A message may exceed it by one entry. */
    private static final int ENOUGH_CHARS = 1 << 20;

    /** How long a page waits before it connects again. */
    private static final String RETRY = "retry: 1000\n\n";

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
            out.write(RETRY.getBytes(StandardCharsets.UTF_8));
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
            sendAll("accepted", news.accepted(), Views::event);
            sendAll("refused", news.refused(), Views::refused);
            number = news.lastNumber();
            send("settled", "{}");
            out.flush();
        }

        private <T> void sendAll(String event, List<T> entries, Function<T, Map<String, Object>> view)
                throws IOException {
            StringJoiner message = new StringJoiner(",", "[", "]");
            int entriesInMessage = 0;
            for (T entry : entries) {
                message.add(Json.text(view.apply(entry)));
                entriesInMessage++;
                if (entriesInMessage == MOST_ENTRIES || message.length() >= ENOUGH_CHARS) {
                    send(event, message.toString());
                    message = new StringJoiner(",", "[", "]");
                    entriesInMessage = 0;
                }
            }
            if (entriesInMessage > 0) {
                send(event, message.toString());
            }
        }

        /** JSON has no line ends, so one line of data is enough. */
        private void send(String event, String data) throws IOException {
            out.write(("id: " + epoch + "/" + number + "\nevent: " + event + "\ndata: " + data + "\n\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
    }
}
