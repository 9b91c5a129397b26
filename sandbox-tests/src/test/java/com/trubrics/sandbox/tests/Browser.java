package com.trubrics.sandbox.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A headless Chromium, driven through ChromeDriver with the W3C's WebDriver protocol: few commands, spoken by Java's own
 * HTTP client. Used by one thread.
 */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");

    /** Far beyond what a busy machine needs: reached only by a test that fails. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** To find a port for ChromeDriver. */
    private static final int MOST_ATTEMPTS = 20;

    /** The name under which an element is handed back and forth. */
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

    private final HttpClient client =
            HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    private final Process driver;
    private final URI session;

    private Browser(Process driver, int port) {
        this.driver = driver;
        URI sessions = URI.create("http://127.0.0.1:" + port + "/session");
        String id = call("POST", sessions, capabilities()).path("sessionId").asText();
        this.session = URI.create(sessions + "/" + id);
    }

    /** Chromium, if it is installed with its driver. */
    static Optional<Path> installed() {
        return executable("chromedriver").flatMap(driver -> chromium());
    }

    private static Optional<Path> chromium() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(Browser::executable)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Path> executable(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser start() {
        for (int attempt = 1; true; attempt++) {
            try {
                Process driver = new ProcessBuilder(
                                executable("chromedriver").orElseThrow().toString(), "--port=" + freePort())
                        .redirectErrorStream(true)
                        .start();
                return new Browser(driver, port(driver));
            } catch (IOException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /**
     * Left to itself, ChromeDriver takes a port that IPv6 has free, and ends if IPv4 has it in use, as it may have beside
     * other tests. Another program may still be faster.
     */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false); // ChromeDriver does not reuse one either
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    private static int port(Process driver) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
            said.append(line).append('\n');
        }
        throw new IOException("ChromeDriver did not start: " + said);
    }

    private static Map<String, Object> capabilities() {
        List<String> arguments = new ArrayList<>(List.of(
                "--headless",
                "--disable-gpu",
                "--disable-quic",
                // In a container, the shared memory is often too small for a page.
                "--disable-dev-shm-usage",
                "--no-first-run",
                // Without these it asks its maker's hosts for news.
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--lang=en"));
        if (System.getProperty("user.name").equals("root")) {
            // Its sandbox refuses to work for root, as in containers.
            arguments.add("--no-sandbox");
        }
        return Map.of(
                "capabilities",
                Map.of(
                        "alwaysMatch",
                        Map.of(
                                "browserName",
                                "chrome",
                                "goog:loggingPrefs",
                                Map.of("browser", "ALL"),
                                "goog:chromeOptions",
                                Map.of("binary", chromium().orElseThrow().toString(), "args", arguments))));
    }

    private JsonNode call(String method, URI uri, Object body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .method(
                            method,
                            method.equals("POST")
                                    ? HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))
                                    : HttpRequest.BodyPublishers.noBody())
                    .timeout(PATIENCE.multipliedBy(2))
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode value = JSON.readTree(answer.body()).path("value");
            if (answer.statusCode() != 200) {
                throw new RefusedException(
                        uri.getPath(),
                        value.path("error").asText(),
                        value.path("message").asText());
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private JsonNode post(String command, Object body) {
        return call("POST", URI.create(session + command), body);
    }

    void open(URI page) {
        // Another fragment alone would not load it again.
        post("/url", Map.of("url", "about:blank"));
        post("/url", Map.of("url", page.toString()));
    }

    /** As wide and as high as this, whatever the window's own limits are. */
    void resize(int width, int height) {
        devtools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** {@code dark} or {@code light}, as the user would have chosen for the whole system. */
    void prefer(String scheme) {
        devtools(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    private void devtools(String command, Map<String, ?> parameters) {
        post("/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
    }

    /** Runs a function's body in the page; {@code arguments} are its arguments. */
    JsonNode run(String script, Object... arguments) {
        return post("/execute/sync", Map.of("script", script, "args", arguments));
    }

    /** The texts of all elements that can be seen and match, in their order. */
    List<String> texts(String selector) {
        JsonNode texts = run(
                "return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility()).map((e) => e.innerText)",
                selector);
        List<String> all = new ArrayList<>();
        texts.forEach(text -> all.add(text.asText()));
        return all;
    }

    String text(String selector) {
        return String.join("\n", texts(selector));
    }

    int count(String selector) {
        return texts(selector).size();
    }

    /** Clicks the first element that matches, as soon as it can be seen. */
    void click(String selector) {
        waiting().until(() -> {
            Optional<String> element = element(selector);
            element.ifPresent(found -> post("/element/" + found + "/click", Map.of()));
            return element.isPresent();
        });
    }

    /** Replaces what a field holds, as soon as it can be seen. */
    void fill(String selector, String text) {
        waiting().until(() -> {
            Optional<String> element = element(selector);
            element.ifPresent(found -> fillElement(found, text));
            return element.isPresent();
        });
    }

    private void fillElement(String element, String text) {
        post("/element/" + element + "/clear", Map.of());
        if (!text.isEmpty()) {
            post("/element/" + element + "/value", Map.of("text", text));
        }
    }

    private Optional<String> element(String selector) {
        JsonNode found =
                run("return [...document.querySelectorAll(arguments[0])].find((e) => e.checkVisibility())", selector);
        return found.has(ELEMENT) ? Optional.of(found.path(ELEMENT).asText()) : Optional.empty();
    }

    /** Presses a key, wherever the focus is: a character, or one of the special ones in {@link Keys}. */
    void press(String key) {
        post(
                "/actions",
                Map.of(
                        "actions",
                        List.of(Map.of(
                                "type",
                                "key",
                                "id",
                                "keyboard",
                                "actions",
                                List.of(
                                        Map.of("type", "keyDown", "value", key),
                                        Map.of("type", "keyUp", "value", key))))));
    }

    /** What the page has written to its console, violations of its policy included, since this was asked before. */
    List<String> complaints() {
        List<String> all = new ArrayList<>();
        post("/se/log", Map.of("type", "browser"))
                .forEach(entry -> all.add(entry.path("level").asText() + " "
                        + entry.path("message").asText()));
        return all;
    }

    /** What the page looks like, to see why a test has failed. */
    void screenshot(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(
                    file,
                    Base64.getDecoder()
                            .decode(call("GET", URI.create(session + "/screenshot"), Map.of())
                                    .asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a command again that the browser has refused: a page that is loading or redrawn loses its elements. */
    static ConditionFactory waiting() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsMatching(
                        failure -> failure instanceof RefusedException refused && refused.isPassing());
    }

    @Override
    public void close() {
        try {
            call("DELETE", session, Map.of());
        } finally {
            driver.destroy();
        }
    }

    /** The browser has not carried out a command. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String error;

        RefusedException(String command, String error, String message) {
            super(command + ": " + error + ": " + message);
            this.error = error;
        }

        /** Whether there is still a browser that may carry it out later. */
        boolean isPassing() {
            return !error.equals("invalid session id");
        }
    }

    /** The code points that WebDriver gives to keys without a character. */
    static final class Keys {
        static final String ESCAPE = "\uE00C";
        static final String END = "\uE010";
        static final String UP = "\uE013";
        static final String DOWN = "\uE015";

        private Keys() {}
    }
}
