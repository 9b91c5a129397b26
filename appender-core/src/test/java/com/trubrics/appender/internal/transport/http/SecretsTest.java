package com.trubrics.appender.internal.transport.http;

import static com.trubrics.appender.internal.transport.http.Samples.batch;
import static com.trubrics.appender.internal.transport.http.Samples.event;
import static com.trubrics.appender.internal.transport.http.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.config.Destination.Secret;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.transport.Outcome;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, proxies, and where the key and the proxy's password are to be seen: on the wire, and nowhere else. */
@Timeout(60)
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

            assertThat(outcome).isEqualTo(Outcome.accepted());
            assertThat(headers(server))
                    .filteredOn(line -> line.startsWith("x-"))
                    .hasSize(1);
        }
    }

    @Test
    void theTransportShowsNoKey() {
        Destination destination = Samples.destination("https://user:pw@example.com/path");

        assertThat(Samples.open(destination)).hasToString("OkHttpTransport[example.com:443]");
    }

    @Test
    void aProxyGetsItsCredentialsAtOnce() throws IOException {
        try (RawServer proxy = RawServer.answering(OK)) {
            assertThat(send(destination("http://example.com", Samples.KEY, proxy(proxy, "jos\u00e9"))))
                    .isEqualTo(Outcome.accepted());

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

                assertThat(outcome).satisfies(retry -> {
                    assertThat(retry.kind()).isEqualTo(RequestOutcome.UNREACHABLE);
                    assertThat(retry.detail()).startsWith("the proxy answered 407");
                });
                assertThat(proxy.requests()).hasSize(1);
            }
        }
    }

    @Test
    void aProxyOfTheJvmGetsTheCredentialsThatTheApplicationGives() throws IOException {
        AtomicBoolean asked = new AtomicBoolean();
        try (RawServer proxy = RawServer.playing(connection -> {
                    while (true) {
                        boolean known = connection.readRequest().contains(BASIC);
                        connection.write(known ? OK : UNAUTHORIZED);
                    }
                });
                JvmProxy settings = new JvmProxy(proxy, request -> asked.getAndSet(true) ? "wrong" : "pr0xy-pw");
                OkHttpTransport transport = Samples.open(Samples.destination("http://example.com"))) {
            for (int i = 0; i < 2; i++) {
                assertThat(Samples.send(transport, EventKind.USER, batch(event("ana")), settings()))
                        .isEqualTo(Outcome.accepted());
            }
            assertThat(proxy.requests())
                    .as("asks once, and is told at once from then on")
                    .hasSize(3);
            assertThat(settings.prompts()).containsExactly("127.0.0.1 " + proxy.port() + " p PROXY");
        }
    }

    @Test
    void soDoesOneThatIsAskedForATunnel() throws IOException {
        try (RawServer proxy = RawServer.playing(connection -> {
                    while (true) {
                        boolean known = connection.readRequest().contains(BASIC);
                        connection.write(known ? "HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n" : UNAUTHORIZED);
                    }
                });
                JvmProxy settings = new JvmProxy(proxy, request -> "pr0xy-pw")) {
            Outcome outcome = send(Samples.destination("https://example.com"));

            assertThat(outcome.detail()).contains("503");
            assertThat(proxy.requests()).hasSize(2).allMatch(request -> request.startsWith("CONNECT example.com:443 "));
            assertThat(settings.prompts()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aProxyThatRefusesWhatTheApplicationGivesIsAnOutcome(String scheme) throws IOException {
        try (RawServer proxy = RawServer.answering(UNAUTHORIZED);
                JvmProxy settings = new JvmProxy(proxy, request -> "pr0xy-pw")) {
            Outcome outcome = send(Samples.destination(scheme + "://example.com"));

            assertThat(outcome)
                    .isEqualTo(Outcome.of(
                            RequestOutcome.UNREACHABLE,
                            "the proxy answered 407: check the user and the password in the option 'proxy'"));
            assertThat(proxy.requests()).hasSize(2);
            assertThat(settings.prompts()).hasSize(1);
        }
    }

    @Test
    void aServerThatIsNoProxyGetsNoCredentials() throws IOException {
        try (RawServer proxy = RawServer.answering(UNAUTHORIZED);
                JvmProxy settings = new JvmProxy(null, request -> "pr0xy-pw")) {
            assertThat(send(Samples.destination(proxy.url("http"))))
                    .matches(answer -> answer.kind() == RequestOutcome.UNREACHABLE);
            assertThat(proxy.requests()).hasSize(1);
            assertThat(settings.prompts()).isEmpty();
        }
    }

    @Test
    void aTunnelIsAskedForWithTheProxysCredentialsAndWithoutTheKey() throws IOException {
        try (RawServer proxy = RawServer.answering("HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n")) {
            Outcome outcome = send(destination("https://example.com", Samples.KEY, proxy(proxy, "jos\u00e9")));

            assertThat(outcome)
                    .isEqualTo(Outcome.of(
                            RequestOutcome.UNREACHABLE,
                            "request to example.com:443 through the proxy 127.0.0.1:" + proxy.port()
                                    + " failed: Unexpected response code for CONNECT: 503"));
            assertThat(proxy.requests().get(0)).startsWith("CONNECT example.com:443 HTTP/1.1\r\n");
            assertThat(headers(proxy))
                    .contains("Proxy-Authorization: " + BASIC)
                    .noneMatch(line -> line.contains(Samples.KEY));
        }
    }

    private static Outcome send(Destination destination) {
        try (OkHttpTransport transport = Samples.open(destination)) {
            Outcome outcome = Samples.send(transport, EventKind.USER, batch(event("ana")), settings());
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

    /** The JVM's proxy, or none, and the application's authenticator, until they are closed. */
    private static final class JvmProxy extends ProxySelector implements AutoCloseable {
        private final ProxySelector before = ProxySelector.getDefault();
        private final @Nullable RawServer proxy;
        private final List<String> prompts = new CopyOnWriteArrayList<>();

        JvmProxy(@Nullable RawServer proxy, UnaryOperator<String> passwords) {
            this.proxy = proxy;
            ProxySelector.setDefault(this);
            Authenticator.setDefault(new Authenticator() {
                @Override
                protected PasswordAuthentication getPasswordAuthentication() {
                    String prompt = getRequestingHost() + " " + getRequestingPort() + " " + getRequestingPrompt() + " "
                            + getRequestorType();
                    prompts.add(prompt);
                    return new PasswordAuthentication(
                            "jos\u00e9", passwords.apply(prompt).toCharArray());
                }
            });
        }

        List<String> prompts() {
            return prompts;
        }

        @Override
        public List<Proxy> select(URI uri) {
            return proxy == null
                    ? List.of(Proxy.NO_PROXY)
                    : List.of(
                            new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("127.0.0.1", proxy.port())));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

        @Override
        public void close() {
            ProxySelector.setDefault(before);
            Authenticator.setDefault(null);
        }
    }
}
