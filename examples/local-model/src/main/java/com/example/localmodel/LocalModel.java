package com.example.localmodel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's chat API on this machine, without a model. An answer repeats the question, and has the number of questions in
 * the conversation so far. Each word counts as a token. Everything is therefore known beforehand.
 */
public final class LocalModel {
    private static final String NAME = "local-model-1";
    private static final long THINKING_NANOS = 50_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LocalModel() {}

    /** Starts it on a free port, and returns its base URL. It keeps no JVM alive. */
    public static String start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newCachedThreadPool(LocalModel::daemon));
            server.createContext("/v1/chat/completions", LocalModel::answer);
            // The server's own thread is a daemon if the one that starts it is.
            daemon(server::start).start();
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "local-model");
        thread.setDaemon(true);
        return thread;
    }

    private static void answer(HttpExchange http) throws IOException {
        try (http) {
            JsonNode request = JSON.readTree(http.getRequestBody());
            List<String> questions = new ArrayList<>();
            int words = 0;
            for (JsonNode message : request.path("messages")) {
                String text = text(message.path("content"));
                words += words(text);
                if (message.path("role").asText().equals("user")) {
                    questions.add(text);
                }
            }
            String answer = "Answer " + questions.size() + " to: " + questions.get(questions.size() - 1);
            think();
            if (request.path("stream").asBoolean()) {
                stream(http, answer, usage(words, words(answer)));
            } else {
                send(http, answer, usage(words, words(answer)));
            }
        }
    }

    /** Nobody thinks faster than this: a thread that parks may wake up early. */
    private static void think() {
        long end = System.nanoTime() + THINKING_NANOS;
        for (long left = THINKING_NANOS; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Some clients send a text as a list of parts. */
    private static String text(JsonNode content) {
        return content.isTextual()
                ? content.asText()
                : content.path(0).path("text").asText();
    }

    private static int words(String text) {
        return text.strip().split("\\s+", -1).length;
    }

    private static Map<String, Object> usage(int prompt, int completion) {
        return Map.of("prompt_tokens", prompt, "completion_tokens", completion, "total_tokens", prompt + completion);
    }

    private static void send(HttpExchange http, String answer, Map<String, Object> usage) throws IOException {
        Map<String, Object> choice = Map.of("index", 0, "message", message(answer), "finish_reason", "stop");
        begin(http, "application/json");
        write(http, JSON.writeValueAsString(response("chat.completion", List.of(choice), usage)));
    }

    /** Sends one part for each word, then why the answer ends, then the usage. */
    private static void stream(HttpExchange http, String answer, Map<String, Object> usage) throws IOException {
        begin(http, "text/event-stream");
        for (String word : answer.split("(?<= )", -1)) {
            sendPart(http, List.of(Map.of("index", 0, "delta", message(word))), null);
        }
        sendPart(http, List.of(Map.of("index", 0, "delta", Map.of(), "finish_reason", "stop")), null);
        sendPart(http, List.of(), usage);
        write(http, "data: [DONE]\n\n");
    }

    private static void sendPart(
            HttpExchange http, List<Map<String, Object>> choices, @Nullable Map<String, Object> usage)
            throws IOException {
        write(http, "data: " + JSON.writeValueAsString(response("chat.completion.chunk", choices, usage)) + "\n\n");
    }

    private static Map<String, Object> message(String text) {
        return Map.of("role", "assistant", "content", text);
    }

    private static Map<String, Object> response(
            String kind, List<Map<String, Object>> choices, @Nullable Map<String, Object> usage) {
        Map<String, Object> response = new HashMap<>();
        response.put("id", "answer");
        response.put("object", kind);
        response.put("created", 0);
        response.put("model", NAME);
        response.put("choices", choices);
        response.put("usage", usage);
        return response;
    }

    private static void begin(HttpExchange http, String contentType) throws IOException {
        http.getResponseHeaders().set("Content-Type", contentType);
        http.sendResponseHeaders(200, 0);
    }

    private static void write(HttpExchange http, String text) throws IOException {
        http.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        http.getResponseBody().flush();
    }
}
