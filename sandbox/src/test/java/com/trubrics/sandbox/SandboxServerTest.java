package com.trubrics.sandbox;

import static com.trubrics.sandbox.Samples.LLM_EVENT;
import static com.trubrics.sandbox.Samples.USER_EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.trubrics.sandbox.web.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SandboxServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SandboxServer sandbox = SandboxServer.start(SandboxOptions.onFreePort());
    private final HttpClient client =
            HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.host() + path));
    }

    private HttpRequest publish(String path, String body) {
        return request(path)
                .header("x-api-key", "any")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path).build());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private int publish() throws Exception {
        return send(publish("/publish_events", "[" + USER_EVENT + "]")).statusCode();
    }

    @Test
    void whatIsValidIsTakenAndKept() throws Exception {
        assertThat(publish()).isEqualTo(200);
        assertThat(send(publish("/api/ingestion/publish_llm_events", "[" + LLM_EVENT + "]"))
                        .statusCode())
                .isEqualTo(200);

        assertThat(sandbox.awaitEvents(2, PATIENCE))
                .extracting(SandboxEvent::kind, SandboxEvent::name)
                .containsExactly(tuple(SandboxEvent.Kind.USER, "Upgrade"), tuple(SandboxEvent.Kind.LLM, "Prompt"));
        assertThat(sandbox.acceptedRequests()).isEqualTo(2);
        assertThat(sandbox.acceptedBytes()).isEqualTo(USER_EVENT.length() + LLM_EVENT.length() + 4);
    }

    @Test
    void whatIsInvalidIsRefusedAndKeptWithItsReason() throws Exception {
        assertThat(send(publish("/publish_events", "[{}]")).statusCode()).isEqualTo(422);

        assertThat(sandbox.good()).isEmpty();
        assertThat(sandbox.bad()).singleElement().satisfies(refused -> {
            assertThat(refused.cause()).isEqualTo(RefusedRequest.Cause.MISTAKE);
            assertThat(refused.problems()).hasSize(3);
            assertThat(refused.body()).isEqualTo("[{}]");
        });
    }

    @Test
    void aPostToAnUnknownPathIsARefusedRequestAndALookAtOneIsNot() throws Exception {
        assertThat(send(publish("/publish", "[]")).statusCode()).isEqualTo(404);
        assertThat(get("/favicon.ico").statusCode()).isEqualTo(404);
        assertThat(sandbox.bad()).extracting(RefusedRequest::path).containsExactly("/publish");
    }

    @Test
    void scriptsReadWhatArrivedAndForgetIt() throws Exception {
        publish();
        send(publish("/publish_events", "[{\"user_id\":\"é\"}]"));

        assertThat(Json.MAPPER.readTree(get("/good").body()).at("/0/body/event").asText())
                .isEqualTo("Upgrade");
        assertThat(Json.MAPPER
                        .readTree(get("/bad").body())
                        .at("/0/problems/0/reason")
                        .asText())
                .startsWith("event is missing");
        assertThat(get("/bad").body()).contains("é");

        assertThat(get("/reset").statusCode()).isEqualTo(405);
        assertThat(post("/reset", "").statusCode()).isEqualTo(200);
        assertThat(get("/good").body()).isEqualTo("[]");
        assertThat(get("/bad").body()).isEqualTo("[]");
        assertThat(get("/counts").body()).contains("\"user_events\":0");
    }

    @Test
    void usersAndConversationsAreTold() throws Exception {
        publish();
        send(publish("/publish_llm_events", "[" + LLM_EVENT + "]"));
        assertThat(get("/users").body()).contains("\"id\":\"ana\"", "\"events\":[1,2]");
        assertThat(get("/conversations").body()).contains("\"thread\":\"t-1\"", "\"events\":[2]");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 413, 422, 429, 503})
    void aSwitchMakesItRefuse(int status) throws Exception {
        assertThat(post("/answers", "{\"answer\":\"" + status + "\",\"requests\":1}")
                        .body())
                .contains("\"answer\":\"" + status + "\"", "\"requests\":1");

        assertThat(publish()).isEqualTo(status);
        assertThat(publish()).isEqualTo(200);
        assertThat(sandbox.good()).hasSize(1);
        assertThat(sandbox.bad())
                .extracting(RefusedRequest::status, RefusedRequest::cause, RefusedRequest::events)
                .containsExactly(tuple(status, RefusedRequest.Cause.SWITCH, 1));
    }

    @Test
    void retryAfterIsSentWhereItIsSet() throws Exception {
        sandbox.answer(ServerAnswer.refuse(429, Duration.ofSeconds(7)));
        assertThat(send(publish("/publish_events", "[" + USER_EVENT + "]"))
                        .headers()
                        .firstValue("Retry-After"))
                .hasValue("7");
    }

    @Test
    void anInvalidRequestIsRefusedForItsOwnReasonWhateverIsSet() throws Exception {
        sandbox.answerNext(1, ServerAnswer.refuse(503));
        assertThat(send(publish("/publish_events", "[]")).statusCode()).isEqualTo(422);
        assertThat(publish()).isEqualTo(503);
    }

    @Test
    void aSlowAnswerComesAtOnceWhenTheSwitchIsMovedBack() throws Exception {
        sandbox.answerNext(1, ServerAnswer.slow(Duration.ofMinutes(5)));
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                publish("/publish_events", "[" + USER_EVENT + "]"), HttpResponse.BodyHandlers.ofString());
        // The switch has counted the request: it is being held.
        await().until(() -> get("/answers").body().contains("\"ok\""));
        assertThat(sandbox.good()).isEmpty();

        await().until(() -> {
            sandbox.answer(ServerAnswer.ok());
            return answer.isDone();
        });
        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(sandbox.good()).hasSize(1);
    }

    @Test
    void aSlowAnswerComesInTheEnd() throws Exception {
        sandbox.answer(ServerAnswer.slow(Duration.ofMillis(50)));
        assertThat(publish()).isEqualTo(200);
    }

    @Test
    void aRequestThatHangsIsCutWhenTheSwitchIsMovedBack() throws Exception {
        sandbox.answer(ServerAnswer.hang());
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                publish("/publish_events", "[" + USER_EVENT + "]"), HttpResponse.BodyHandlers.ofString());
        await().until(() -> sandbox.bad().size() == 1);
        assertThat(answer).isNotDone();

        await().until(() -> {
            sandbox.answer(ServerAnswer.ok());
            return !sandbox.good().isEmpty() || answer.isCompletedExceptionally();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{\"answer\":\"200\"}",
                "{\"answer\":\"503\",\"requests\":0}",
                "{\"answer\":\"slow\",\"seconds\":1e9}",
                "{\"answer\":\"429\",\"seconds\":\"5\"}"
            })
    void aSwitchThatDoesNotExistIsRefused(String body) throws Exception {
        assertThat(post("/answers", body).statusCode()).isEqualTo(400);
        assertThat(publish()).isEqualTo(200);
    }

    @Test
    void aResetMovesTheSwitchBack() throws Exception {
        sandbox.answer(ServerAnswer.refuse(503));
        sandbox.reset();
        assertThat(publish()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/, text/html", "/main.js, text/javascript", "/style.css, text/css", "/icon.svg, image/svg+xml"})
    void thePageIsServedAndMayOnlyUseWhatIsHere(String path, String type) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe", "http:", "*");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../Sandbox.class", "/%2e%2e/Sandbox.class", "/a/b.js", "/none.js", "/Sandbox.class"})
    void nothingButThePageIsServed(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void theSitesOfOthersNeitherReadNorSwitch() throws Exception {
        assertThat(send(request("/good")
                                .header("Origin", "https://evil.example")
                                .build())
                        .statusCode())
                .isEqualTo(403);
        assertThat(rawStatus("GET /good HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains(" 403 ");
        assertThat(rawStatus("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains(" 403 ");
        assertThat(
                        rawStatus(
                                "POST /reset HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .contains(" 403 ");
    }

    private String rawStatus(String request) throws Exception {
        try (Socket socket = new Socket("localhost", sandbox.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    @Test
    void aPageIsToldWhatArrivesAndWhatItMissed() throws Exception {
        publish();
        String last;
        try (Stream stream = new Stream("")) {
            assertThat(stream.next("reset")).isEqualTo("{}");
            assertThat(stream.next("accepted")).contains("\"number\":1");
            stream.next("settled");
            send(publish("/publish_events", "[1]"));
            assertThat(stream.next("refused")).contains("\"number\":2");
            stream.next("settled");
            sandbox.answer(ServerAnswer.refuse(503));
            assertThat(stream.next("changed")).isEqualTo("\"answers\"");
            last = stream.lastId;
        }
        sandbox.answer(ServerAnswer.ok());
        publish();
        try (Stream stream = new Stream(last)) {
            assertThat(stream.next("accepted")).contains("\"number\":3").doesNotContain("\"number\":1");
        }
    }

    /** Server-sent events as they come. */
    private final class Stream implements AutoCloseable {
        private final InputStream in;
        private final BufferedReader lines;
        private String lastId = "";

        Stream(String lastId) throws Exception {
            HttpRequest.Builder request = request("/events");
            if (!lastId.isEmpty()) {
                request.header("Last-Event-ID", lastId);
            }
            in = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                    .body();
            lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        }

        /** The data of the next event, which must have this name. */
        String next(String name) throws Exception {
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    assertThat(event).isEqualTo(name);
                    return line.substring(6);
                }
            }
            throw new AssertionError("the stream has ended");
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    @Test
    void waitingForEventsThatDoNotComeFails() {
        assertThatThrownBy(() -> sandbox.awaitEvents(1, Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("for 1 events, but 0 arrived and 0 requests were refused");
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        SandboxOptions same = SandboxOptions.onFreePort().withPort(sandbox.port());
        assertThatThrownBy(() -> SandboxServer.start(same)).hasMessageContaining("port " + sandbox.port());
    }

    @Test
    void theProgramSaysWhereItIsAndWhatToConfigure() {
        assertThat(Sandbox.greeting(sandbox, SandboxOptions.onFreePort()))
                .contains("  host=" + sandbox.host(), "  apiKey=anything")
                .anyMatch(line -> line.contains("newest 10,000 events, up to 64 MB"))
                .noneMatch(line -> line.contains("WARNING"));
    }

    @Test
    void theProgramWarnsWhereOtherMachinesReachIt() throws Exception {
        SandboxOptions open = SandboxOptions.onFreePort().withBind(InetAddress.getByName("0.0.0.0"));
        assertThat(Sandbox.greeting(sandbox, open)).anyMatch(line -> line.startsWith("WARNING: every machine"));
    }
}
