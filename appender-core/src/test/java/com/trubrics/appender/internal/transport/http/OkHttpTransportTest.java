package com.trubrics.appender.internal.transport.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.trubrics.appender.internal.transport.http.Samples.batch;
import static com.trubrics.appender.internal.transport.http.Samples.compressed;
import static com.trubrics.appender.internal.transport.http.Samples.event;
import static com.trubrics.appender.internal.transport.http.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import com.trubrics.appender.Event;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.transport.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a well-behaved HTTP server answers. */
class OkHttpTransportTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final List<String> warnings = new ArrayList<>();
    private OkHttpTransport transport;

    @BeforeEach
    void open() {
        Jvm real = Jvm.real();
        transport = new OkHttpTransport(
                Samples.destination(SERVER.baseUrl() + "/api/ingestion"),
                warnings::add,
                new Jvm(CLOCK, real.names(), real.threads()));
    }

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void eachKindOfEventGoesToItsOwnEndpoint() {
        serverAnswers(aResponse());

        Samples.send(transport, EventKind.USER, batch(event("ana"), event("bob")), settings());
        Samples.send(transport, EventKind.LLM, batch(Samples.llmEvent("eve")), settings());

        SERVER.verify(
                1, postRequestedFor(urlEqualTo("/api/ingestion/publish_events")).withRequestBody(equalToJson("""
                        [{"user_id":"ana","event":"e","timestamp":"2026-01-01T00:00:00.000Z"},
                         {"user_id":"bob","event":"e","timestamp":"2026-01-01T00:00:00.000Z"}]""")));
        SERVER.verify(
                1,
                postRequestedFor(urlEqualTo("/api/ingestion/publish_llm_events"))
                        .withRequestBody(equalToJson("""
                        [{"user_id":"eve","prompt":"p","generation":"g",
                          "timestamp":"2026-01-01T00:00:00.000Z"}]""")));
    }

    @ParameterizedTest
    @MethodSource
    void eachAnswerHasItsOutcome(ResponseDefinitionBuilder answer, Outcome outcome) {
        serverAnswers(answer);

        assertThat(send()).isEqualTo(outcome);
        SERVER.verify(1, anyRequestedFor(anyUrl()));
    }

    static List<Arguments> eachAnswerHasItsOutcome() {
        Duration sevenSeconds = Duration.ofSeconds(7);
        return List.of(
                Arguments.of(aResponse().withBody("{}"), Outcome.accepted()),
                Arguments.of(aResponse().withStatus(204), Outcome.accepted()),
                Arguments.of(aResponse().withBody("<html>Welcome</html>"), Outcome.accepted()),
                Arguments.of(
                        aResponse().withStatus(503).withHeader("Retry-After", "7"),
                        Outcome.of(RequestOutcome.UNAVAILABLE, "the server answered 503")
                                .withRetryAfter(sevenSeconds)),
                Arguments.of(
                        aResponse().withStatus(503).withHeader("Retry-After", "0"),
                        Outcome.of(RequestOutcome.UNAVAILABLE, "the server answered 503")),
                Arguments.of(
                        aResponse().withStatus(503).withHeader("Retry-After", "3153600000"), // more than an int holds
                        Outcome.of(RequestOutcome.UNAVAILABLE, "the server answered 503")
                                .withRetryAfter(RetryAfter.MAX)),
                Arguments.of(
                        aResponse().withStatus(407).withHeader("Retry-After", "7"),
                        Outcome.of(
                                        RequestOutcome.UNREACHABLE,
                                        "the proxy answered 407: check the user and the password in the option 'proxy'")
                                .withRetryAfter(sevenSeconds)),
                Arguments.of(
                        aResponse().withStatus(429).withHeader("Retry-After", "Thu, 01 Jan 2026 12:00:07 GMT"),
                        Outcome.of(RequestOutcome.THROTTLED, "the server answered 429")
                                .withRetryAfter(sevenSeconds)),
                Arguments.of(
                        aResponse().withStatus(408), Outcome.of(RequestOutcome.THROTTLED, "the server answered 408")),
                Arguments.of(
                        aResponse().withStatus(407),
                        Outcome.of(
                                RequestOutcome.UNREACHABLE,
                                "the proxy answered 407: check the user and the password in the option 'proxy'")),
                Arguments.of(
                        aResponse().withStatus(401).withBody("{\"detail\":\"Invalid API key\"}"),
                        Outcome.of(RequestOutcome.UNAUTHORIZED, "the server answered 401: Invalid API key")),
                Arguments.of(
                        aResponse().withStatus(403).withBody("no JSON, but personal data"),
                        Outcome.of(RequestOutcome.DENIED, "the server answered 403")),
                Arguments.of(
                        aResponse().withStatus(413), Outcome.of(RequestOutcome.TOO_LARGE, "the server answered 413")),
                Arguments.of(
                        aResponse()
                                .withStatus(422)
                                .withBody("{\"detail\":[{\"loc\":[\"body\",3,\"user_id\"],\"msg\":\"Bad\"}]}"),
                        Outcome.of(RequestOutcome.INVALID, "the server answered 422: body.3.user_id: Bad")
                                .withPositions(Set.of(3))),
                Arguments.of(
                        aResponse().withStatus(307).withHeader("Location", "/elsewhere"),
                        Outcome.of(RequestOutcome.DENIED, "the server answered 307 (a redirect, never followed)")));
    }

    @Test
    void aBodyIsCompressedWhenThatIsWanted() {
        serverAnswers(aResponse());

        assertThat(Samples.send(transport, EventKind.USER, batch(event("ana")), compressed()))
                .isEqualTo(Outcome.accepted());

        SERVER.verify(postRequestedFor(anyUrl())
                .withHeader("Content-Encoding", equalTo("gzip"))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(equalToJson("""
                        [{"user_id":"ana","event":"e","timestamp":"2026-01-01T00:00:00.000Z"}]""")));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 415, 422})
    void aBodyThatIsRefusedForItsCompressionGoesAgainWithout(int status) {
        refuseCompressed(anyUrl(), status);

        assertThat(sendCompressed(EventKind.USER)).isEqualTo(Outcome.accepted());
        assertThat(sendCompressed(EventKind.USER)).isEqualTo(Outcome.accepted());

        SERVER.verify(1, postRequestedFor(anyUrl()).withHeader("Content-Encoding", equalTo("gzip")));
        SERVER.verify(2, postRequestedFor(anyUrl()).withoutHeader("Content-Encoding"));
        assertThat(warnings)
                .containsExactly(SERVER.baseUrl() + "/api/ingestion/publish_events does not accept compressed requests "
                        + "(the server answered " + status + "). Requests to it are sent uncompressed from now on; "
                        + "remove the option 'compression'.");
    }

    @Test
    void eachEndpointIsJudgedForItself() {
        refuseCompressed(urlEqualTo("/api/ingestion/publish_llm_events"), 415);
        for (int i = 0; i < 2; i++) {
            assertThat(sendCompressed(EventKind.USER)).isEqualTo(Outcome.accepted());
            assertThat(sendCompressed(EventKind.LLM)).isEqualTo(Outcome.accepted());
        }

        SERVER.verify(
                2,
                postRequestedFor(urlEqualTo("/api/ingestion/publish_events"))
                        .withHeader("Content-Encoding", equalTo("gzip")));
        SERVER.verify(
                2,
                postRequestedFor(urlEqualTo("/api/ingestion/publish_llm_events"))
                        .withoutHeader("Content-Encoding"));
        assertThat(warnings).singleElement().satisfies(text -> assertThat(text).contains("publish_llm_events"));
    }

    @Test
    void whatIsRefusedWithoutCompressionTooIsRefused() {
        serverAnswers(aResponse().withStatus(422));

        assertThat(sendCompressed(EventKind.USER))
                .isEqualTo(Outcome.of(RequestOutcome.INVALID, "the server answered 422"));
        SERVER.verify(2, postRequestedFor(anyUrl()));
    }

    @Test
    void onceCompressionHasBeenTakenARefusalMeansTheEvents() {
        serverAnswers(aResponse());
        Samples.send(transport, EventKind.USER, batch(event("ana")), compressed());
        serverAnswers(aResponse().withStatus(400));

        assertThat(Samples.send(transport, EventKind.USER, batch(event("ana")), compressed()))
                .isEqualTo(Outcome.of(RequestOutcome.INVALID, "the server answered 400"));
    }

    private static void refuseCompressed(UrlPattern url, int status) {
        serverAnswers(aResponse());
        SERVER.stubFor(post(url)
                .withHeader("Content-Encoding", equalTo("gzip"))
                .willReturn(aResponse().withStatus(status)));
    }

    private Outcome sendCompressed(EventKind kind) {
        Event event = kind == EventKind.USER ? event("ana") : Samples.llmEvent("ana");
        return Samples.send(transport, kind, batch(event), compressed());
    }

    private static void serverAnswers(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(any(anyUrl()).willReturn(answer));
    }

    private Outcome send() {
        return Samples.send(transport, EventKind.USER, batch(event("ana")), settings());
    }
}
