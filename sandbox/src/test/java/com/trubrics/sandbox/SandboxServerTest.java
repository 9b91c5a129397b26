package com.trubrics.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxServerTest {
    private static final String EVENT =
            "{\"user_id\":\"u-1\",\"event\":\"Sign Up\",\"timestamp\":\"2026-01-31T12:00:00.000Z\"}";

    private final SandboxServer sandbox = SandboxServer.start(SandboxOptions.onFreePort());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.host() + path))
                .header("x-api-key", "any")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void takesAnEventAndKeepsIt() throws Exception {
        assertThat(post("/publish_events", "[" + EVENT + "]").statusCode()).isEqualTo(200);

        assertThat(sandbox.awaitEvents(1, Duration.ofSeconds(10)))
                .extracting(SandboxEvent::name)
                .containsExactly("Sign Up");
    }
}
