package com.trubrics.appender.transport;

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
import static com.trubrics.appender.transport.Samples.batch;
import static com.trubrics.appender.transport.Samples.compressed;
import static com.trubrics.appender.transport.Samples.event;
import static com.trubrics.appender.transport.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.trubrics.appender.transport.Outcome.Cause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a well-behaved HTTP server answers. */
class OkHttpTransportTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private OkHttpTransport transport;

    @BeforeEach
    void open() {
        transport = new OkHttpTransport(Samples.destination(SERVER.baseUrl() + "/api/ingestion"), CLOCK);
    }

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void eachKindOfEventGoesToItsOwnEndpoint() {
        serverAnswers(aResponse());

        Samples.send(transport, Endpoint.EVENTS, batch(event("ana"), event("bob")), settings());
        Samples.send(transport, Endpoint.LLM_EVENTS, batch(Samples.llmEvent("eve")), settings());

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
                Arguments.of(aResponse().withBody("{}"), new Outcome.Delivered()),
                Arguments.of(aResponse().withStatus(204), new Outcome.Delivered()),
                Arguments.of(aResponse().withBody("<html>Welcome</html>"), new Outcome.Delivered()),
                Arguments.of(
                        aResponse().withStatus(503).withHeader("Retry-After", "7"),
                        new Outcome.Retry(Cause.SERVER_ERROR, sevenSeconds, "the server answered 503")),
                Arguments.of(
                        aResponse().withStatus(503).withHeader("Retry-After", "0"),
                        new Outcome.Retry(Cause.SERVER_ERROR, null, "the server answered 503")),
                Arguments.of(
                        aResponse().withStatus(429).withHeader("Retry-After", "Thu, 01 Jan 2026 12:00:07 GMT"),
                        new Outcome.Retry(Cause.THROTTLED, sevenSeconds, "the server answered 429")),
                Arguments.of(
                        aResponse().withStatus(408),
                        new Outcome.Retry(Cause.THROTTLED, null, "the server answered 408")),
                Arguments.of(
                        aResponse().withStatus(407), new Outcome.Retry(Cause.PROXY, null, "the proxy answered 407")),
                Arguments.of(
                        aResponse().withStatus(401).withBody("{\"detail\":\"Invalid API key\"}"),
                        new Outcome.Unauthorized("the server answered 401: Invalid API key")),
                Arguments.of(
                        aResponse().withStatus(403).withBody("no JSON, but personal data"),
                        new Outcome.Closed("the server answered 403")),
                Arguments.of(aResponse().withStatus(413), new Outcome.TooLarge("the server answered 413")),
                Arguments.of(
                        aResponse()
                                .withStatus(422)
                                .withBody("{\"detail\":[{\"loc\":[\"body\",3,\"user_id\"],\"msg\":\"Bad\"}]}"),
                        new Outcome.Refused(Set.of(3), "the server answered 422: body.3.user_id: Bad")),
                Arguments.of(
                        aResponse().withStatus(307).withHeader("Location", "/elsewhere"),
                        new Outcome.Closed("the server answered 307 (a redirect, never followed)")));
    }

    @Test
    void aBodyIsCompressedWhenThatIsWanted() {
        serverAnswers(aResponse());

        assertThat(Samples.send(transport, Endpoint.EVENTS, batch(event("ana")), compressed()))
                .isEqualTo(new Outcome.Delivered());

        SERVER.verify(postRequestedFor(anyUrl())
                .withHeader("Content-Encoding", equalTo("gzip"))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(equalToJson("""
                        [{"user_id":"ana","event":"e","timestamp":"2026-01-01T00:00:00.000Z"}]""")));
    }

    @Test
    void aServerThatDoesNotTakeCompressedBodiesGetsPlainOnesFromThenOn() {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse()));
        SERVER.stubFor(post(anyUrl())
                .withHeader("Content-Encoding", equalTo("gzip"))
                .willReturn(aResponse().withStatus(415)));

        assertThat(Samples.send(transport, Endpoint.EVENTS, batch(event("ana")), compressed()))
                .isEqualTo(new Outcome.CompressionRefused("the server answered 415"));
        assertThat(Samples.send(transport, Endpoint.EVENTS, batch(event("ana")), compressed()))
                .isEqualTo(new Outcome.Delivered());
        SERVER.verify(1, postRequestedFor(anyUrl()).withoutHeader("Content-Encoding"));
    }

    @Test
    void onceCompressionHasBeenTakenARefusalMeansTheEvents() {
        serverAnswers(aResponse());
        Samples.send(transport, Endpoint.EVENTS, batch(event("ana")), compressed());
        serverAnswers(aResponse().withStatus(400));

        assertThat(Samples.send(transport, Endpoint.EVENTS, batch(event("ana")), compressed()))
                .isEqualTo(new Outcome.Refused(Set.of(), "the server answered 400"));
    }

    private static void serverAnswers(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(any(anyUrl()).willReturn(answer));
    }

    private Outcome send() {
        return Samples.send(transport, Endpoint.EVENTS, batch(event("ana")), settings());
    }
}
