package com.trubrics.appender.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.trubrics.appender.internal.transport.http.Endpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * A server on a loopback port that judges nothing: it records each request as it was written, and answers as a script
 * says, also in ways in which no API would. The tests of the core and of the two appenders use it, which are about bytes,
 * headers and sequences of answers. All others use the sandbox. Thread-safe.
 *
 * <p>The answer to a request is chosen when it arrives: by a marked event first, then from the queue, then the usual one.
 */
public final class RecordingServer implements AutoCloseable {
    /** Far beyond what a busy machine needs: reached only by a test that fails. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String BASE_PATH = "/api/ingestion";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(RecordingServer::daemon);

    private final Object lock = new Object();
    private final List<RecordedRequest> requests = new ArrayList<>();
    private final List<RecordedEvent> events = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();
    private final Queue<Answer> nextAnswers = new ArrayDeque<>();
    private final Queue<Answer> nextReportAnswers = new ArrayDeque<>();
    private final List<Marked> marked = new ArrayList<>();
    private Answer usualAnswer = Answer.ok();
    private int recoveries;
    private boolean closing;

    private record Marked(Predicate<RecordedEvent> events, Answer answer) {}

    private RecordingServer(HttpServer server) {
        this.server = server;
    }

    /** Starts on a free port. */
    public static RecordingServer start() {
        return start(0);
    }

    /** Starts on this port. */
    static RecordingServer start(int port) {
        try {
            RecordingServer recording = new RecordingServer(LoopbackPorts.bind(port));
            recording.server.setExecutor(recording.threads);
            for (Endpoint endpoint : Endpoint.values()) {
                recording.server.createContext(
                        BASE_PATH + "/" + endpoint.path(), exchange -> recording.handle(endpoint, exchange));
            }
            recording.server.createContext("/discover/report", recording::handleReport);
            recording.server.start();
            return recording;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What to configure as {@code host}. */
    public String host() {
        return host(server.getAddress().getPort());
    }

    static String host(int port) {
        return "http://127.0.0.1:" + port + BASE_PATH;
    }

    /** Answers the next requests with these, in this order, whatever their endpoint. */
    public void answerNext(Answer... answers) {
        synchronized (lock) {
            nextAnswers.addAll(Arrays.asList(answers));
        }
    }

    /** Answers with this whenever nothing else is due. */
    public void answerAlways(Answer answer) {
        synchronized (lock) {
            usualAnswer = answer;
        }
    }

    /** Answers with this every request that carries such an event. */
    public void answerTo(Predicate<RecordedEvent> such, Answer answer) {
        synchronized (lock) {
            marked.add(new Marked(such, answer));
        }
    }

    /** Gives every request that still waits its answer now, and from now on takes everything. */
    public void recover() {
        synchronized (lock) {
            usualAnswer = Answer.ok();
            nextAnswers.clear();
            recoveries++;
            lock.notifyAll();
        }
    }

    /** Every request so far, in the order of arrival. */
    public List<RecordedRequest> requests() {
        synchronized (lock) {
            return List.copyOf(requests);
        }
    }

    /** Every event answered with 2xx so far, once for each time it was taken. */
    public List<RecordedEvent> events() {
        synchronized (lock) {
            return List.copyOf(events);
        }
    }

    /** What appenders have shown of the kinds of lines they see, as they sent it. */
    public List<String> reports() {
        synchronized (lock) {
            return List.copyOf(reports);
        }
    }

    /** Waits until a report contains a text, and returns that report. */
    public String awaitReport(String text) {
        await("a report with " + text, () -> reports.stream().anyMatch(report -> report.contains(text)));
        return reports().stream()
                .filter(report -> report.contains(text))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until at least so many requests have arrived. */
    public List<RecordedRequest> awaitRequests(int count) {
        await(count + " requests", () -> requests.size() >= count);
        return requests();
    }

    /** Waits until at least so many events have been taken. */
    public List<RecordedEvent> awaitEvents(int count) {
        await(count + " events", () -> events.size() >= count);
        return events();
    }

    /** Ends every request that still waits for its answer. */
    @Override
    public void close() {
        synchronized (lock) {
            closing = true;
            lock.notifyAll();
        }
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(Endpoint endpoint, HttpExchange exchange) throws IOException {
        try (exchange) {
            RecordedRequest request = read(endpoint, exchange);
            int before = recoveries();
            Answer answer = record(request);
            if (waitFor(answer, before)) {
                if (answer.takesEvents()) {
                    take(request);
                }
                send(answer, exchange);
            }
        }
    }

    private void handleReport(HttpExchange exchange) throws IOException {
        try (exchange) {
            String report = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Answer answer;
            synchronized (lock) {
                reports.add(report);
                lock.notifyAll();
                Answer next = nextReportAnswers.poll();
                answer = next == null ? Answer.ok() : next;
            }
            send(answer, exchange);
        }
    }

    /** Answers the next reports with these, in this order. */
    public void answerNextReports(Answer... answers) {
        synchronized (lock) {
            nextReportAnswers.addAll(Arrays.asList(answers));
        }
    }

    private static RecordedRequest read(Endpoint endpoint, HttpExchange exchange) throws IOException {
        Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> String.join(",", header.getValue())));
        byte[] sent = exchange.getRequestBody().readAllBytes();
        String body = new String(
                "gzip".equals(headers.get("content-encoding")) ? inflate(sent) : sent, StandardCharsets.UTF_8);
        return new RecordedRequest(
                endpoint,
                headers,
                RawJson.elements(body).stream()
                        .map(event -> new RecordedEvent(endpoint, event))
                        .toList());
    }

    private static byte[] inflate(byte[] sent) throws IOException {
        try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(sent))) {
            return plain.readAllBytes();
        }
    }

    private Answer record(RecordedRequest request) {
        synchronized (lock) {
            requests.add(request);
            lock.notifyAll();
            for (Marked mark : marked) {
                if (request.events().stream().anyMatch(mark.events())) {
                    return mark.answer();
                }
            }
            Answer next = nextAnswers.poll();
            return next == null ? usualAnswer : next;
        }
    }

    private int recoveries() {
        synchronized (lock) {
            return recoveries;
        }
    }

    /**
     * False if the server closes meanwhile.
     *
     * @param before how often the server had recovered when the answer was chosen
     */
    private boolean waitFor(Answer answer, int before) {
        long deadline = System.nanoTime() + answer.delay().toNanos();
        synchronized (lock) {
            while (!closing && recoveries == before) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return true;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return !closing;
        }
    }

    private void take(RecordedRequest request) {
        synchronized (lock) {
            events.addAll(request.events());
            lock.notifyAll();
        }
    }

    private static void send(Answer answer, HttpExchange exchange) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        if (body.length == 0) {
            // One write: a separate body would wait for the client's delayed acknowledgement of the headers.
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private void await(String what, BooleanSupplier holdsAssumeLocked) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lock) {
            while (!holdsAssumeLocked.getAsBoolean()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("waited for " + what + ", but got " + requests.size() + " requests and "
                            + events.size() + " events");
                }
                try {
                    lock.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted while waiting for " + what, e);
                }
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "recording-server");
        thread.setDaemon(true);
        return thread;
    }
}
