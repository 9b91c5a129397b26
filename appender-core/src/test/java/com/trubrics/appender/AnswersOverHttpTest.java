package com.trubrics.appender;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.requestMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.trubrics.appender.ClientRig.flush;
import static com.trubrics.appender.ClientRig.names;
import static com.trubrics.appender.ClientRig.track;
import static com.trubrics.appender.ClientRig.trackLlm;
import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of answers, from the code that tracks to the server and back: a test for each row. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // our waits are not interruptible
class AnswersOverHttpTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final ClientRig rig = new ClientRig(SERVER);

    @BeforeEach
    void theServerTakesEverything() {
        rig.always(aResponse());
    }

    /** Its budget at the end is shorter than the wait for the next slow probe, which therefore comes at once. */
    private TrubricsClient oneAtATime() {
        return rig.builder()
                .maxInFlight(1)
                .shutdownTimeout(Duration.ofSeconds(4))
                .build();
    }

    private static long dropped(TrubricsClient client, DropReason reason) {
        return client.stats().dropped(reason);
    }

    @Test
    void whatIsAcceptedIsDeliveredOnceWithTheHeadersOfTheContract() {
        TrubricsClient client = trackLlm(track(rig.builder().build(), 45), 1);
        client.close();

        assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(plus(names(1, 45), "p1."));
        assertThat(rig.requests()).hasSize(4).allSatisfy(request -> {
            var headers = request.getRequest().getHeaders();
            assertThat(headers.getHeader("accept").firstValue()).isEqualTo("application/json");
            assertThat(headers.getHeader("Content-Type").firstValue()).isEqualTo("application/json");
            assertThat(headers.getHeader("User-Agent").firstValue()).matches("trubrics-java/\\d.*");
            assertThat(request.getRequest().getMethod().getName()).isEqualTo("POST");
        });
        assertThat(rig.requests().stream().map(request -> request.getRequest().getUrl()))
                .containsOnly(ClientRig.BASE + "/publish_events", ClientRig.BASE + "/publish_llm_events");
        assertThat(rig.said())
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("INFO"));
        rig.isSettled(client.stats());
    }

    private static List<String> plus(List<String> names, String more) {
        List<String> all = new ArrayList<>(names);
        all.add(more);
        return all;
    }

    @Test
    void theStatusDecidesWhateverTheBodySays() {
        rig.always(aResponse().withBody("<html>" + "x".repeat(1 << 20)));
        TrubricsClient client = track(rig.builder().build(), 3);
        client.close();

        assertThat(client.stats().delivered()).isEqualTo(3);
        assertThat(rig.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 407})
    void aPassingTroubleIsRetriedWithTheSameEvents(int status) {
        rig.first(aResponse().withStatus(status));
        TrubricsClient client = track(rig.builder().build(), 3);

        assertThat(flush(client)).isTrue();
        assertThat(rig.requests()).hasSize(2).allMatch(request -> names(1, 3).equals(ClientRig.names(request)));
        client.close();
        assertThat(rig.warnings())
                .singleElement()
                .satisfies(text -> assertThat(text).contains("" + status));
        assertThat(rig.said()).anyMatch(text -> text.startsWith("INFO") && text.contains("works again"));
        rig.isSettled(client.stats());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MALFORMED_RESPONSE_CHUNK") // 200 OK, and then garbage
    void aFailureOfTheNetworkIsRetriedWithTheSameEvents(Fault fault) {
        rig.first(aResponse().withFault(fault));
        TrubricsClient client = track(rig.builder().build(), 3);

        assertThat(flush(client)).isTrue();
        assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(names(1, 3));
        assertThat(rig.requests()).hasSizeGreaterThanOrEqualTo(2);
        client.close();
        rig.isSettled(client.stats());
    }

    @Test
    void aServerThatAnswersTooLateIsAskedAgain() {
        rig.first(aResponse().withFixedDelay(2_000));
        TrubricsClient client =
                track(rig.builder().requestTimeout(Duration.ofMillis(100)).build(), 1);

        assertThat(flush(client)).isTrue();
        client.close();
        assertThat(client.stats().delivered()).isEqualTo(1);
        rig.isSettled(client.stats());
    }

    @Test
    void aServerThatTricklesTheBodyOfItsAnswerHasAccepted() {
        rig.first(aResponse().withBody("0123456789").withChunkedDribbleDelay(10, 20_000));
        TrubricsClient client = track(rig.builder().build(), 1);

        assertThat(flush(client)).isTrue();
        client.close();
        assertThat(rig.requests()).hasSize(1);
        assertThat(rig.warnings()).isEmpty();
        rig.isSettled(client.stats());
    }

    @Test
    void whileTheHostIsHeldBackNothingRunsHot() {
        Duration hold = Duration.ofSeconds(1);
        rig.first(aResponse().withStatus(503).withHeader("Retry-After", "" + hold.toSeconds()));
        TrubricsClient client = track(rig.builder().build(), 200);
        await().until(() -> rig.warnings().size() == 1);
        Duration before = cpuTimeOfOurThreads();

        assertThat(flush(client)).isTrue();
        Duration used = cpuTimeOfOurThreads().minus(before);
        assertThat(used).as("CPU time").isLessThan(hold.dividedBy(2));
        client.close();
        rig.isSettled(client.stats());
    }

    /** Of the threads that live now: those that have ended meanwhile had nothing to do. */
    private static Duration cpuTimeOfOurThreads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Duration.ofNanos(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("trubrics-delivery"))
                .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getId())))
                .sum());
    }

    @Test
    void retryAfterHoldsBackAllRequestsToTheHost() {
        rig.first(aResponse().withStatus(429).withHeader("Retry-After", "1"));
        TrubricsClient client = track(rig.builder().build(), 1);
        TrubricsClient sameHost = rig.builder().apiKey(rig.key + "-other").build();
        client.flush(Duration.ZERO);
        await().until(() -> rig.warnings().size() == 1);
        trackLlm(client, 1);

        assertThat(flush(trackLlm(sameHost, 2))).isTrue();
        assertThat(flush(client)).isTrue();
        List<Instant> arrivals = SERVER.getAllServeEvents().stream()
                .map(AnswersOverHttpTest::arrival)
                .sorted()
                .toList();
        assertThat(arrivals).hasSize(4);
        assertThat(arrivals.subList(1, 4))
                .allMatch(arrival -> !arrival.isBefore(arrivals.get(0).plusMillis(990)));
        client.close();
        sameHost.close();
    }

    @Test
    void anEventThatAlwaysMeets500AmongGoodOnesIsDropped() {
        rig.marked("e7.", aResponse().withStatus(500));
        TrubricsClient client = track(
                rig.builder()
                        .flushBatchSize(4)
                        .option(Option.MAX_BACKOFF, "5 ms")
                        .build(),
                16);
        int others = 16;
        // The test's timeout ends it: by an interrupt, because the test has a thread of its own.
        while (dropped(client, DropReason.REJECTED) == 0
                && !Thread.currentThread().isInterrupted()) {
            others++; // only others that are accepted tell that it is the event
            client.track(UserEvent.builder("u", "e" + others + ".").build());
            client.flush(Duration.ofMillis(5));
        }

        assertThat(dropped(client, DropReason.REJECTED)).isEqualTo(1);
        client.close();
        assertThat(rig.delivered()).hasSize(others - 1).doesNotHaveDuplicates().doesNotContain("e7.");
        rig.isSettled(client.stats());
    }

    @Test
    void aBodyThatIsTooLargeIsHalved() {
        SERVER.stubFor(requestMatching(request -> MatchResult.of(
                        ClientRig.names(request.getBodyAsString()).size() > 5))
                .willReturn(aResponse().withStatus(413)));
        TrubricsClient client = track(rig.builder().build(), 20);

        assertThat(flush(client)).isTrue();
        assertThat(rig.delivered()).containsExactlyInAnyOrderElementsOf(names(1, 20));
        assertThat(rig.requests()).hasSizeBetween(7, 12);
        client.close();
        rig.isSettled(client.stats());
    }

    @Test
    void aSingleEventThatIsTooLargeIsDropped() {
        rig.marked("e7.", aResponse().withStatus(413));
        TrubricsClient client = track(rig.builder().build(), 20);

        assertThat(flush(client)).isFalse();
        assertThat(dropped(client, DropReason.TOO_LARGE)).isEqualTo(1);
        assertThat(rig.delivered()).hasSize(19).doesNotHaveDuplicates();
        client.close();
        rig.isSettled(client.stats());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422})
    void aRefusedEventIsFoundAndDroppedAndTheOthersAreDelivered(int status) {
        rig.marked("e7.", aResponse().withStatus(status));
        TrubricsClient client = track(rig.builder().build(), 20);

        assertThat(flush(client)).isFalse();
        assertThat(dropped(client, DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.delivered()).hasSize(19).doesNotHaveDuplicates().doesNotContain("e7.");
        assertThat(rig.requests()).hasSizeLessThanOrEqualTo(11);
        client.close();
        rig.isSettled(client.stats());
    }

    @Test
    void whereTheServerNamesTheEventItIsTriedAlone() {
        rig.marked(
                "e7.",
                aResponse()
                        .withStatus(422)
                        .withBody("{\"detail\":[{\"loc\":[\"body\",6,\"event\"],\"msg\":\"Bad event\"}]}"));
        TrubricsClient client = track(rig.builder().build(), 20);

        assertThat(flush(client)).isFalse();
        assertThat(rig.requests()).hasSize(3);
        assertThat(rig.delivered()).hasSize(19);
        client.close();
        assertThat(rig.warnings()).anyMatch(text -> text.contains("Bad event"));
        rig.isSettled(client.stats());
    }

    @Test
    void aServerThatRefusesEverythingSeesNoStorm() {
        rig.always(aResponse().withStatus(422));
        TrubricsClient client = track(rig.builder().build(), 200);

        assertThat(flush(client)).isFalse();
        assertThat(dropped(client, DropReason.REJECTED)).isEqualTo(200);
        assertThat(rig.requests()).hasSizeLessThanOrEqualTo(39 + 9 * 11);
        client.close();
        rig.isSettled(client.stats());
    }

    @Test
    void whileTheKeyIsNotAcceptedEventsWaitAndAreDeliveredWhenItIs() {
        rig.always(aResponse().withStatus(401).withBody("{\"detail\":\"Invalid API key\"}"));
        TrubricsClient client = trackLlm(track(oneAtATime(), 60), 1);
        assertThat(client.flush(Duration.ofMillis(300))).isFalse();
        await().until(() -> !rig.warnings().isEmpty());

        onlySlowProbesFollow(rig.requests(), 1);
        assertThat(client.stats().pending()).isEqualTo(61);
        assertThat(rig.warnings())
                .singleElement()
                .satisfies(text -> assertThat(text).contains("API key", "apiKey", "Invalid API key"));
        rig.always(aResponse());
        client.close();
        assertThat(rig.delivered()).hasSize(61).doesNotHaveDuplicates();
        rig.isSettled(client.stats());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 403, 404, 405, 409, 451})
    void anEndpointThatDeniesEverythingGetsFewRequestsAndEverythingWhenItOpens(int status) {
        SERVER.stubFor(post(urlPathEqualTo(ClientRig.BASE + "/publish_events"))
                .willReturn(aResponse().withStatus(status).withHeader("Location", SERVER.baseUrl() + "/elsewhere")));
        TrubricsClient client = track(oneAtATime(), 40);
        assertThat(client.flush(Duration.ofMillis(200))).isFalse();
        await().until(() -> rig.requests().size() >= 5);
        trackLlm(client, 1);
        client.flush(Duration.ZERO);
        await().until(() -> rig.delivered().size() == 1);

        onlySlowProbesFollow(
                rig.requests().stream()
                        .filter(request -> request.getResponse().getStatus() == status)
                        .toList(),
                5);
        await().until(() -> client.stats().pending() == 40); // the server knows first
        rig.always(aResponse());
        client.close();
        assertThat(rig.delivered()).hasSize(41).doesNotHaveDuplicates();
        assertThat(rig.requests())
                .noneMatch(request -> request.getRequest().getUrl().contains("elsewhere"));
        rig.isSettled(client.stats());
    }

    /** After 5 s, and so perhaps before a busy machine has come here. */
    private static void onlySlowProbesFollow(List<ServeEvent> requests, int first) {
        assertThat(requests).hasSizeGreaterThanOrEqualTo(first);
        Instant earliest = arrival(requests.get(first - 1)).plusMillis(4_900);
        assertThat(requests.subList(first, requests.size()))
                .noneMatch(request -> arrival(request).isBefore(earliest));
    }

    private static Instant arrival(ServeEvent request) {
        return request.getRequest().getLoggedDate().toInstant();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 415, 422})
    void aServerThatDoesNotTakeCompressedBodiesGetsPlainOnes(int status) {
        SERVER.stubFor(post(anyUrl())
                .withHeader("Content-Encoding", equalTo("gzip"))
                .willReturn(aResponse().withStatus(status)));
        TrubricsClient client = rig.builder().compression(Compression.GZIP).build();
        assertThat(flush(track(client, 3))).isTrue();
        assertThat(flush(track(client, 1))).isTrue();

        assertThat(rig.requests()).hasSize(3);
        client.close();
        assertThat(rig.warnings())
                .singleElement()
                .satisfies(text -> assertThat(text).contains("compress"));
        rig.isSettled(client.stats());
    }
}
