package com.trubrics.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The JDK's HTTP server: unlike {@link Sink} it costs what an HTTP server costs. It counts events by their
 * {@linkplain MarkCounter marks} and reports them to a sink in the same JVM, which also receives what is sent over plain
 * TCP, and answers {@link SinkWatch}es.
 *
 * <p>It runs in a JVM of its own, prints {@code ports <HTTP> <sink>} when it is ready, and ends when its standard input does.
 */
final class WebServer {
    private static final String WARM_UP = "/warm-up";

    /** Requests before the candidate starts. Without them the server would be as cold as the candidate. */
    private static final int WARM_UP_REQUESTS = 1_000;

    /** A server that runs in another JVM. */
    record Handle(Process process, int httpPort, int sinkPort) implements AutoCloseable {
        /** Ends the server and waits until its JVM has exited. */
        @Override
        public void close() {
            try {
                process.getOutputStream().close();
                process.waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private final Sink sink;
    private final HttpServer server;

    private WebServer(long delayMillis) throws IOException {
        sink = new Sink(delayMillis);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    /** Starts a server in another JVM and waits until it is ready. */
    static Handle start(long delayMillis) {
        try {
            Process process = Child.start(WebServer.class, delayMillis);
            String line = process.inputReader().readLine();
            if (line == null) {
                throw new IllegalStateException("no server");
            }
            String[] words = line.split(" ");
            return new Handle(process, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Argument: milliseconds before each answer. */
    public static void main(String... args) throws IOException {
        WebServer web = new WebServer(Long.parseLong(args[0]));
        byte[] events = ("{\"text\":\"" + Workload.EVENT + " a line as long as most\"},")
                .repeat(300)
                .getBytes(ISO_8859_1);
        byte[] compressed = compressed(events);
        for (int i = 0; i < WARM_UP_REQUESTS; i++) {
            web.post(i % 2 == 0 ? events : compressed, i % 2 == 0 ? "identity" : "gzip");
        }
        System.out.println("ports " + web.server.getAddress().getPort() + " " + web.sink.port());
        System.out.flush();
        while (System.in.read() >= 0) {
            // only the end of the input matters
        }
        System.exit(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        long begin = System.nanoTime();
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream body = exchange.getRequestBody();
            byte[] bytes = gzip ? new GZIPInputStream(body).readAllBytes() : body.readAllBytes();
            sink.arrived(new MarkCounter().countWholeSets(bytes, 0, bytes.length), 1);
            if (!path.equals(WARM_UP)) {
                sink.delay(begin);
            }
            exchange.sendResponseHeaders(path.startsWith("/loki") ? 204 : 200, -1);
        }
    }

    private void post(byte[] body, String encoding) throws IOException {
        URL url = new URL("http://127.0.0.1:" + server.getAddress().getPort() + WARM_UP);
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Encoding", encoding);
        connection.setFixedLengthStreamingMode(body.length);
        connection.getOutputStream().write(body);
        connection.getInputStream().readAllBytes();
    }

    private static byte[] compressed(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return bytes.toByteArray();
    }
}
