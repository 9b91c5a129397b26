package com.trubrics.appender.transport;

import static com.trubrics.appender.transport.Samples.batch;
import static com.trubrics.appender.transport.Samples.event;
import static com.trubrics.appender.transport.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.config.Destination;
import com.trubrics.appender.config.Destination.Secret;
import com.trubrics.appender.transport.Outcome.Cause;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, proxies, and where the key and the proxy's password are to be seen: on the wire, and nowhere else. */
@Timeout(15)
class SecretsTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String UNAUTHORIZED =
            "HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n";
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("jos\u00e9:pr0xy-pw".getBytes(StandardCharsets.UTF_8));

    @Test
    void theHeadersAreExactlyThese() throws IOException {
        try (RawServer server = RawServer.answering(OK)) {
            send(Samples.destination(server.url("http") + "/api/ingestion"));

            List<String> lines = server.requests().get(0).lines().toList();
            assertThat(lines.get(0)).isEqualTo("POST /api/ingestion/publish_events HTTP/1.1");
            assertThat(lines.subList(1, lines.indexOf("")))
                    .containsExactlyInAnyOrder(
                            "Host: 127.0.0.1:" + server.port(),
                            "accept: application/json",
                            "Accept-Encoding: identity",
                            "x-api-key: " + Samples.KEY,
                            "Content-Type: application/json",
                            "Content-Length: 70",
                            "User-Agent: " + UserAgent.TEXT,
                            "Connection: Keep-Alive");
        }
    }

    @Test
    void theUserAgentNamesTheVersionThatWasBuilt() {
        assertThat(UserAgent.TEXT).matches("trubrics-java/\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret-k3y\n", "\uFEFFs3cret-k3y", " s3cret-k3y\u00a0", "s3cret\r\nx-evil: 1\r\n-k3y"})
    void aKeyThatNoHeaderCanCarryIsStrippedAndNeverShown(String key) throws IOException {
        try (RawServer server = RawServer.answering(OK)) {
            Outcome outcome = send(destination(server.url("http"), key, null));

            assertThat(outcome).isEqualTo(new Outcome.Delivered());
            assertThat(headers(server))
                    .filteredOn(line -> line.startsWith("x-"))
                    .hasSize(1);
        }
    }

    @Test
    void theTransportShowsNoKey() {
        Destination destination = Samples.destination("https://user:pw@example.com/path");

        assertThat(new OkHttpTransport(destination, Clock.systemUTC())).hasToString("OkHttpTransport[example.com:443]");
    }

    @Test
    void aProxyGetsItsCredentialsAtOnce() throws IOException {
        try (RawServer proxy = RawServer.answering(OK)) {
            assertThat(send(destination("http://example.com", Samples.KEY, proxy(proxy, "jos\u00e9"))))
                    .isEqualTo(new Outcome.Delivered());

            assertThat(proxy.requests()).hasSize(1);
            assertThat(proxy.requests().get(0)).startsWith("POST http://example.com/publish_events HTTP/1.1\r\n");
            assertThat(headers(proxy)).contains("Proxy-Authorization: " + BASIC);
        }
    }

    @Test
    void aProxyWithoutUserGetsNoCredentials() throws IOException {
        try (RawServer proxy = RawServer.answering(OK)) {
            send(destination("http://example.com", Samples.KEY, proxy(proxy, null)));

            assertThat(headers(proxy)).noneMatch(line -> line.startsWith("Proxy-Authorization"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aProxyThatRefusesCredentialsIsAskedOnce(String scheme) throws IOException {
        try (RawServer proxy = RawServer.answering(UNAUTHORIZED)) {
            for (String user : new @Nullable String[] {"jos\u00e9", null}) {
                proxy.requests().clear();

                Outcome outcome = send(destination(scheme + "://example.com", Samples.KEY, proxy(proxy, user)));

                assertThat(outcome).isInstanceOfSatisfying(Outcome.Retry.class, retry -> {
                    assertThat(retry.cause()).isEqualTo(Cause.PROXY);
                    assertThat(retry.detail()).startsWith("the proxy answered 407");
                });
                assertThat(proxy.requests()).hasSize(1);
            }
        }
    }

    @Test
    void aTunnelIsAskedForWithTheProxysCredentialsAndWithoutTheKey() throws IOException {
        try (RawServer proxy = RawServer.answering("HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n")) {
            Outcome outcome = send(destination("https://example.com", Samples.KEY, proxy(proxy, "jos\u00e9")));

            assertThat(outcome)
                    .isEqualTo(new Outcome.Retry(
                            Cause.NETWORK,
                            null,
                            "request to example.com:443 failed: Unexpected response code for CONNECT: 503"));
            assertThat(proxy.requests().get(0)).startsWith("CONNECT example.com:443 HTTP/1.1\r\n");
            assertThat(headers(proxy))
                    .contains("Proxy-Authorization: " + BASIC)
                    .noneMatch(line -> line.contains(Samples.KEY));
        }
    }

    @Test
    void throughATunnelTheServerDoesNotSeeTheProxysCredentials() throws IOException {
        try (RawServer proxy = RawServer.answering(OK)) {
            Destination destination = destination("https://example.com", Samples.KEY, proxy(proxy, "jos\u00e9"));

            assertThat(RequestHeaders.of(destination, HttpUrl.get("https://example.com"))
                            .get("Proxy-Authorization"))
                    .isNull();
        }
    }

    private static Outcome send(Destination destination) {
        try (OkHttpTransport transport = new OkHttpTransport(destination, Clock.systemUTC())) {
            Outcome outcome = Samples.send(transport, Endpoint.EVENTS, batch(event("ana")), settings());
            assertThat(outcome.toString() + transport).doesNotContain("k3y", "pr0xy-pw", BASIC);
            return outcome;
        }
    }

    private static Set<String> headers(RawServer server) {
        return server.requests()
                .get(0)
                .lines()
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Destination destination(String host, String key, Destination.@Nullable Proxy proxy) {
        return new Destination(URI.create(host), new Secret(key), proxy, false);
    }

    private static Destination.Proxy proxy(RawServer proxy, @Nullable String user) {
        return new Destination.Proxy("127.0.0.1", proxy.port(), user, user == null ? null : new Secret("pr0xy-pw"));
    }
}
