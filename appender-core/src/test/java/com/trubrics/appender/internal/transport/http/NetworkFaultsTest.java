package com.trubrics.appender.internal.transport.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.trubrics.appender.internal.transport.http.Samples.batch;
import static com.trubrics.appender.internal.transport.http.Samples.event;
import static com.trubrics.appender.internal.transport.http.Samples.settings;
import static com.trubrics.appender.internal.transport.http.Samples.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.transport.Outcome;
import com.trubrics.appender.testkit.DownServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers and networks that misbehave. */
@Timeout(60)
class NetworkFaultsTest {

    /** Enough to connect on a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(2);

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().dynamicHttpsPort())
            .build();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MALFORMED_RESPONSE_CHUNK") // 200 OK, and then garbage
    void aBrokenAnswerIsRetriedAndNotByOkHttp(Fault fault) {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

        assertNetworkFailure(sendTo("http://localhost:" + SERVER.getPort(), settings()));
        SERVER.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void aServerThatAnswersTooLateIsGivenUpInTime() {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(10_000)));

        assertThat(sendTo("http://localhost:" + SERVER.getPort(), within(SOON)))
                .isEqualTo(network("no complete answer from localhost:" + SERVER.getPort() + " in time"));
    }

    @Test
    void aServerThatNeverReadsIsGivenUpInTime() throws IOException {
        try (RawServer server =
                RawServer.playing(connection -> Thread.currentThread().join())) {
            assertThat(sendTo(server.url("http"), within(SOON)))
                    .isEqualTo(network("no complete answer from 127.0.0.1:" + server.port() + " in time"));
        }
    }

    @Test
    void anErrorCutShortOfItsLengthIsDecidedByItsStatus() throws IOException {
        try (RawServer server = RawServer.playing(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 503 X\r\nRetry-After: 7\r\nContent-Length: 100\r\n\r\n{\"detail\":\"busy\",");
        })) {
            assertThat(sendTo(server.url("http"), settings()))
                    .isEqualTo(Outcome.of(RequestOutcome.UNAVAILABLE, "the server answered 503: busy")
                            .withRetryAfter(Duration.ofSeconds(7)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "205 Reset Content"})
    void anAnswerThatMustNotHaveABodyIsTakenWithOne(String status) throws IOException {
        try (RawServer server = RawServer.answering("HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n\r\n{}")) {
            assertThat(sendTo(server.url("http"), settings())).isEqualTo(Outcome.accepted());
        }
    }

    @Test
    void interimAnswersAreWaitedOut() throws IOException {
        try (RawServer server = RawServer.answering(
                "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(sendTo(server.url("http"), settings())).isEqualTo(Outcome.accepted());
        }
    }

    @Test
    void whatIsNotHttpIsRetriedWithoutQuotingIt() throws IOException {
        try (RawServer server = RawServer.answering("SSH-2.0-OpenSSH_9.6\r\n\r\n")) {
            assertThat(sendTo(server.url("http"), settings()))
                    .isEqualTo(network(
                            "the answer from 127.0.0.1:" + server.port() + " was cut short or is not valid HTTP"));
        }
    }

    @Test
    void aConnectionThatIsResetIsRetried() throws IOException {
        try (RawServer server = RawServer.playing(connection -> {
            connection.readRequest();
            connection.reset();
        })) {
            assertThat(sendTo(server.url("http"), settings()))
                    .isEqualTo(network("lost the connection to 127.0.0.1:" + server.port() + ": Connection reset"));
        }
    }

    @Test
    void aClosedPortIsSaidToRefuse() {
        try (DownServer server = DownServer.start()) {
            assertThat(sendTo(server.host(), settings()))
                    .isEqualTo(network("cannot connect to 127.0.0.1:" + server.port() + ": Connection refused"));
        }
    }

    @Test
    void aProxyThatRefusesIsNamed() {
        try (DownServer proxy = DownServer.start()) {
            for (String host : List.of("http://example.com", "https://example.com")) {
                Destination destination = new Destination(
                        URI.create(host),
                        new Destination.Secret(Samples.KEY),
                        new Destination.Proxy("127.0.0.1", proxy.port(), null, null),
                        false);
                assertThat(detail(sendTo(destination, settings())))
                        .startsWith("cannot connect to example.com:")
                        .endsWith(" through the proxy 127.0.0.1:" + proxy.port() + ": Connection refused");
            }
        }
    }

    @Test
    void aProxyThatHangsUpOnAKeptConnectionIsNamed() throws IOException {
        try (RawServer proxy = RawServer.playing(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                    connection.readRequest();
                    connection.hang();
                });
                OkHttpTransport transport = Samples.open(new Destination(
                        URI.create("http://example.com"),
                        new Destination.Secret(Samples.KEY),
                        new Destination.Proxy("127.0.0.1", proxy.port(), null, null),
                        false))) {
            assertThat(Samples.send(transport, EventKind.USER, batch(event("ana")), settings()))
                    .isEqualTo(Outcome.accepted());
            assertThat(Samples.send(transport, EventKind.USER, batch(event("ana")), within(SOON)))
                    .isEqualTo(network("no complete answer from example.com:80 through the proxy 127.0.0.1:"
                            + proxy.port() + " in time"));
        }
    }

    @Test
    void aHostThatDoesNotExistIsNamed() {
        assertThat(detail(sendTo("http://nowhere.invalid", settings()))).startsWith("unknown host: nowhere.invalid");
    }

    @Test
    void tlsToAPlainPortIsSaidToFail() throws IOException {
        try (RawServer server = RawServer.playing(connection -> {
            connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");
            connection.hang();
        })) {
            assertThat(detail(sendTo(server.url("https"), settings())))
                    .startsWith("TLS failure with 127.0.0.1:" + server.port() + ": ");
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsSaidToFail() {
        assertThat(detail(sendTo("https://localhost:" + SERVER.getHttpsPort(), settings())))
                .startsWith("TLS failure with localhost:" + SERVER.getHttpsPort() + ": ")
                .contains("unable to find valid certification path");
    }

    private static Outcome sendTo(String host, DeliverySettings.Sending settings) {
        return sendTo(Samples.destination(host), settings);
    }

    private static Outcome sendTo(Destination destination, DeliverySettings.Sending settings) {
        try (OkHttpTransport transport = Samples.open(destination)) {
            return Samples.send(transport, EventKind.USER, batch(event("ana")), settings);
        }
    }

    private static Outcome network(String detail) {
        return Outcome.of(RequestOutcome.UNREACHABLE, detail);
    }

    private static void assertNetworkFailure(Outcome outcome) {
        assertThat(outcome).satisfies(retry -> {
            assertThat(retry.kind()).isEqualTo(RequestOutcome.UNREACHABLE);
            assertThat(retry.retryAfter()).isNull();
            assertThat(retry.detail()).hasSizeLessThan(300).doesNotContain(Samples.KEY);
        });
    }

    private static String detail(Outcome outcome) {
        assertNetworkFailure(outcome);
        return outcome.detail();
    }
}
