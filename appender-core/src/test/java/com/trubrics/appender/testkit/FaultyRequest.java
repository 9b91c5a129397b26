package com.trubrics.appender.testkit;

import com.trubrics.appender.internal.transport.http.Endpoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** One request as {@link FaultyServer} reads it: first the head, then as much of the body as the script wants. */
final class FaultyRequest {
    private final FaultyServer server;
    private final long number;
    private final String path;
    private final Map<String, String> headers;
    private byte[] body = {};

    private FaultyRequest(FaultyServer server, String path, Map<String, String> headers) {
        this.server = server;
        this.number = server.nextNumber();
        this.path = path;
        this.headers = headers;
    }

    static FaultyRequest readHead(InputStream in, FaultyServer server) throws IOException {
        String[] lines = head(in).split("\r\n", -1);
        Map<String, String> headers = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
            }
        }
        return new FaultyRequest(server, lines[0].split(" ", -1)[1], headers);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lineBreaks = 0;
        while (lineBreaks < 4) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("no more requests");
            }
            lineBreaks = next == '\r' || next == '\n' ? lineBreaks + 1 : 0;
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** From 1 on, for all requests to the server. */
    long number() {
        return number;
    }

    void readHalf(InputStream in) throws IOException {
        in.readNBytes(length() / 2);
    }

    void readBody(InputStream in) throws IOException {
        byte[] sent = in.readNBytes(length());
        if (sent.length < length()) {
            throw new EOFException("the client gave up");
        }
        if (isGzip()) {
            try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(sent))) {
                sent = plain.readAllBytes();
            }
        }
        body = sent;
    }

    private int length() {
        return Integer.parseInt(headers.getOrDefault("content-length", "0"));
    }

    boolean isGzip() {
        return "gzip".equals(headers.get("content-encoding"));
    }

    /** Of the body, before compression. */
    int bytes() {
        return body.length;
    }

    /** The part of the path before the endpoint. */
    String destination() {
        String base = path.substring(0, path.lastIndexOf('/'));
        String destination = base.substring(base.lastIndexOf('/') + 1);
        String key = headers.getOrDefault("x-api-key", "");
        if (!key.endsWith(destination)) {
            server.surprise("a key of another destination came to " + path);
        }
        return destination;
    }

    Endpoint endpoint() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return Arrays.stream(Endpoint.values())
                .filter(endpoint -> endpoint.path().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The property {@code id} of each event. */
    List<String> ids() {
        List<String> ids = RawJson.elements(new String(body, StandardCharsets.UTF_8)).stream()
                .map(event -> String.valueOf(new RecordedEvent(endpoint(), event).property("id")))
                .toList();
        if (ids.isEmpty()) {
            server.surprise("an empty array came to " + path);
        }
        return ids;
    }
}
