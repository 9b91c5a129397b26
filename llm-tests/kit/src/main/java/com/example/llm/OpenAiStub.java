package com.example.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A stand-in for OpenAI's chat API on this machine. Words in the question decide the answer: {@code weather} calls the
 * tool, and says so if it is asked {@code aloud}, {@code fail} is refused, {@code broken} breaks off, {@code endless}
 * continues until the client closes the connection, {@code slow} delays the answer or its first part ({@code slow 3} three
 * times as long), and {@code long} does not end until it is {@linkplain #releaseLongAnswers() released}.
 */
public final class OpenAiStub implements AutoCloseable {

    /** The model's name in every answer, whichever model was requested. */
    public static final String MODEL = "gpt-4o-2024-08-06";

    public static final int PARTS = 50;

    private static final int SLOW_MILLIS = 200;

    public static final int LONG_PARTS = 32;

    private static final String LONG_PART = "0123456789abcdef".repeat(512);

    /** The number of characters of a long answer. */
    public static final int LONG_LENGTH = LONG_PARTS * LONG_PART.length();

    private static final Pattern SLOW = Pattern.compile("slow( \\d)?");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BACKLOG = 500;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "openai-stub");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;
    private volatile CountDownLatch longAnswersEnd = new CountDownLatch(0);

    private OpenAiStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public static OpenAiStub start() {
        try {
            return new OpenAiStub();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on, long answers are streamed but do not end. */
    public void holdLongAnswers() {
        longAnswersEnd = new CountDownLatch(1);
    }

    /** Lets all long answers end. */
    public void releaseLongAnswers() {
        longAnswersEnd.countDown();
    }

    /** Returns the minimum duration of the answer to a question. */
    public static double secondsFor(String question) {
        Matcher slow = SLOW.matcher(question);
        if (!slow.find()) {
            return 0;
        }
        int times = slow.group(1) == null ? 1 : Integer.parseInt(slow.group(1).strip());
        return times * SLOW_MILLIS / 1e3; // the same number as a latency of so many milliseconds
    }

    /** Returns the address, without a path. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the whole answer to a question. */
    public static String answerTo(String question) {
        return question.contains("weather") ? "It is sunny." : String.join("", partsOf(question));
    }

    private static String textWithToolCall(String question) {
        return question.contains("aloud") ? "Let me look. " : null;
    }

    private static List<String> partsOf(String question) {
        return IntStream.range(0, PARTS)
                .mapToObj(part -> part + " of [" + question + "] ")
                .toList();
    }

    private void answer(HttpExchange http) throws IOException {
        try (http) {
            JsonNode request = JSON.readTree(http.getRequestBody());
            if (!http.getRequestURI().getPath().endsWith("/chat/completions")) {
                send(http, 404, ChatCompletion.error("no such path"));
                return;
            }
            List<JsonNode> messages = new ArrayList<>();
            request.path("messages").forEach(messages::add);
            String question = lastQuestion(messages);
            boolean tool = question.contains("weather")
                    && !"tool"
                            .equals(messages.get(messages.size() - 1)
                                    .path("role")
                                    .asText());
            if (question.contains("fail")) {
                send(http, 400, ChatCompletion.error("refused"));
            } else if (request.path("stream").asBoolean()) {
                stream(
                        http,
                        question,
                        tool,
                        request.path("stream_options").path("include_usage").asBoolean());
            } else {
                think(secondsFor(question));
                send(
                        http,
                        200,
                        tool
                                ? ChatCompletion.ofToolCall(textWithToolCall(question))
                                : ChatCompletion.of(answerTo(question)));
            }
        }
    }

    private static String lastQuestion(List<JsonNode> messages) {
        return messages.stream()
                .filter(message -> message.path("role").asText().equals("user"))
                .map(message -> text(message.path("content")))
                .reduce("", (earlier, later) -> later);
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        List<String> texts = new ArrayList<>();
        content.forEach(part -> texts.add(part.path("text").asText()));
        return texts.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining("\n"));
    }

    private void stream(HttpExchange http, String question, boolean tool, boolean usage) throws IOException {
        http.getResponseHeaders().set("Content-Type", "text/event-stream");
        // Chunked, or with a length that never comes.
        http.sendResponseHeaders(200, question.contains("broken") ? Integer.MAX_VALUE : 0);
        OutputStream out = http.getResponseBody();
        think(secondsFor(question));
        if (tool) {
            if (textWithToolCall(question) != null) {
                part(out, ChatCompletion.message(textWithToolCall(question)), null);
            }
            part(out, ChatCompletion.toolCall(null), null);
            part(out, "{}", "tool_calls");
        } else if (question.contains("endless")) {
            for (int i = 0; i < 100_000; i++) { // the client's reset ends it
                part(out, ChatCompletion.message(i + " "), null);
                LockSupport.parkNanos(1_000_000);
            }
        } else if (question.contains("long")) {
            for (int sent = 0; sent < LONG_PARTS; sent++) {
                part(out, ChatCompletion.message(LONG_PART), null);
            }
            awaitRelease();
            part(out, "{}", "stop");
        } else {
            List<String> parts = question.contains("weather") ? List.of(answerTo(question)) : partsOf(question);
            for (String text : parts) {
                part(out, ChatCompletion.message(text), null);
                if (question.contains("broken")) {
                    throw new IOException("breaks off");
                }
            }
            part(out, "{}", "stop");
        }
        if (usage) {
            event(out, ChatCompletion.usage());
        }
        event(out, "[DONE]");
    }

    /** A thread that parks may wake up early. */
    private static void think(double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void awaitRelease() {
        try {
            longAnswersEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void part(OutputStream out, String delta, String finish) throws IOException {
        event(out, ChatCompletion.part(delta, finish));
    }

    private static void event(OutputStream out, String data) throws IOException {
        out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void send(HttpExchange http, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
