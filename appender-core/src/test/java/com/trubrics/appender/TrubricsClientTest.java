package com.trubrics.appender;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.trubrics.appender.ClientRig.PATIENCE;
import static com.trubrics.appender.ClientRig.flush;
import static com.trubrics.appender.ClientRig.track;
import static com.trubrics.appender.ClientRig.trackLlm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.trubrics.appender.config.DeliverySettings.Compression;
import com.trubrics.appender.config.DeliverySettings.Overflow;
import com.trubrics.appender.config.Option;
import com.trubrics.appender.testkit.BlockedStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client as those who call it see it. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // our waits are not interruptible
class TrubricsClientTest {

    private static final UserEvent SIGN_UP =
            UserEvent.builder("user_id", "Sign Up").property("country", "USA").build();

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final ClientRig rig = new ClientRig(SERVER);

    @BeforeEach
    void theServerTakesEverything() {
        rig.always(aResponse());
    }

    private List<String> bodies() {
        return rig.requests().stream()
                .map(request -> request.getRequest().getBodyAsString())
                .toList();
    }

    @Test
    void theExampleOfTheContractWorks() {
        DeliveryStats stats;
        boolean delivered;
        try (TrubricsClient client = TrubricsClient.builder()
                .apiKey(rig.key)
                .host(SERVER.baseUrl() + ClientRig.BASE)
                .flushInterval(Duration.ofSeconds(20))
                .flushBatchSize(10)
                .build()) {
            client.track(UserEvent.builder("user_id", "Sign Up")
                    .property("country", "USA")
                    .timestamp(Instant.parse("2026-01-02T03:04:05.678Z"))
                    .build());
            client.trackLlm(LlmEvent.builder("user_id", "What is Trubrics?", "An analytics platform.")
                    .assistantId("gpt4o")
                    .latency(Duration.ofSeconds(2))
                    .timestamp(Instant.parse("2026-01-02T03:04:05.678Z"))
                    .build());
            delivered = client.flush(Duration.ofSeconds(20));
            stats = client.stats();
        }

        assertThat(delivered).isTrue();
        assertThat(stats.destination()).isEqualTo(SERVER.baseUrl() + ClientRig.BASE);
        assertThat(stats.seen()).isEqualTo(2);
        assertThat(stats.delivered()).isEqualTo(2);
        assertThat(bodies()).containsExactlyInAnyOrder("""
                        [{"user_id":"user_id","event":"Sign Up","properties":{"country":"USA"},\
                        "timestamp":"2026-01-02T03:04:05.678Z"}]""", """
                        [{"user_id":"user_id","prompt":"What is Trubrics?",\
                        "generation":"An analytics platform.","assistant_id":"gpt4o",\
                        "timestamp":"2026-01-02T03:04:05.678Z","latency":2}]""");
    }

    @Test
    void everyOptionOfTheBuilderIsTaken() {
        try (TrubricsClient client = rig.builder()
                .flushInterval(Duration.ofSeconds(2))
                .flushBatchSize(3)
                .queueCapacity(1_000)
                .queueBytes(1 << 20)
                .overflow(Overflow.DROP_OLDEST)
                .blockTimeout(Duration.ofMillis(1))
                .maxInFlight(2)
                .connectTimeout(Duration.ofSeconds(3))
                .requestTimeout(Duration.ofSeconds(10))
                .shutdownTimeout(Duration.ofSeconds(10))
                .compression(Compression.GZIP)
                .dryRun(false)
                .option(Option.REGISTER_SHUTDOWN_HOOK, "false")
                .build()) {
            assertThat(flush(track(client, 7))).isTrue();
        }

        assertThat(rig.warnings()).isEmpty();
        assertThat(rig.delivered()).hasSize(7);
        assertThat(rig.requests())
                .hasSize(3)
                .allMatch(request -> "gzip".equals(request.getRequest().getHeader("Content-Encoding")));
    }

    @Test
    void withoutAKeyItSaysSoOnceAndTakesNothing() {
        List<String> said = new CopyOnWriteArrayList<>();
        try (TrubricsClient client = TrubricsClient.builder()
                .host(SERVER.baseUrl())
                .diagnostics((level, message, cause) -> said.add(level + " " + message))
                .build()) {
            client.track(SIGN_UP);
            trackLlm(client, 1);
            assertThat(flush(client)).isFalse();
            assertThat(client.stats().seen()).isZero();
            assertThat(client.stats().droppedByReason()).containsOnlyKeys(DropReason.values());
        }

        assertThat(said)
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("WARNING")
                        .contains("'apiKey'", "trubrics.apiKey", "TRUBRICS_API_KEY"));
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.test", "not a url", "https://"})
    void withAHostThatCannotBeUsedItTakesNothing(String host) {
        try (TrubricsClient client = rig.builder().host(host).build()) {
            client.track(SIGN_UP);
            assertThat(client.stats().seen()).isZero();
        }

        assertThat(rig.warnings())
                .singleElement()
                .satisfies(text -> assertThat(text).contains("host"));
        rig.keepsItsSecret();
    }

    @Test
    void disabledItTakesNothingAndSaysNothing() {
        try (TrubricsClient client =
                rig.builder().option(Option.ENABLED, "false").build()) {
            client.track(SIGN_UP);
            assertThat(client.stats().seen()).isZero();
        }

        assertThat(rig.said).isEmpty();
    }

    @Test
    void valuesBeyondTheirBoundsAreMovedWithAWarning() {
        try (TrubricsClient client = rig.builder()
                .flushBatchSize(1_000)
                .flushInterval(Duration.ofMillis(10))
                .build()) {
            assertThat(flush(track(client, 250))).isTrue();
        }

        assertThat(rig.warnings())
                .hasSize(2)
                .anySatisfy(text -> assertThat(text).contains("flushBatchSize", "1000", "100"))
                .anySatisfy(text -> assertThat(text).contains("flushInterval", "0.01", "1 s"));
        assertThat(rig.requests()).hasSize(3);
    }

    @Test
    void aBadValueIsReplacedByTheDefaultWithAWarning() {
        try (TrubricsClient client =
                rig.builder().option(Option.MAX_IN_FLIGHT, "many").build()) {
            assertThat(flush(track(client, 1))).isTrue();
        }

        assertThat(rig.warnings())
                .singleElement()
                .satisfies(text -> assertThat(text).contains("maxInFlight", "many", "8"));
    }

    @Test
    void aSinkThatThrowsHarmsNobody() {
        TrubricsClient client = rig.builder()
                .flushBatchSize(1_000)
                .diagnostics((level, message, cause) -> {
                    throw new AssertionError("of the user");
                })
                .build();

        assertThat(flush(track(client, 2))).isTrue();
        client.close();
    }

    @Test
    void aSinkThatNeverReturnsHoldsNeitherItsBuilderNorItsEnd() {
        CountDownLatch goOn = new CountDownLatch(1);
        TrubricsClientBuilder builder = rig.builder()
                .option(Option.MAX_IN_FLIGHT, "many")
                .diagnostics((level, message, cause) -> {
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        long begin = System.nanoTime();
        try {
            TrubricsClient client = builder.build();
            assertThat(flush(track(client, 30))).isTrue();
            client.close();
        } finally {
            goOn.countDown();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        assertThat(rig.delivered()).hasSize(30);
    }

    @ParameterizedTest
    @CsvSource({"auto, true", "status, true", "stderr, false"})
    void reportToSaysWhetherTheSystemLoggerHearsOfAProblem(String reportTo, boolean logged) {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("com.trubrics");
        Handler handler = recordingInto(records);
        BlockedStream standardError = new BlockedStream();
        PrintStream before = System.err;
        standardError.release();
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        System.setErr(standardError.stream());
        try {
            TrubricsClient.builder().option(Option.REPORT_TO, reportTo).build().close();
        } finally {
            System.setErr(before);
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }

        assertThat(records).hasSize(logged ? 1 : 0);
        assertThat(standardError.text().lines()).hasSize(logged ? 0 : 1);
    }

    @Test
    void withoutASinkMessagesGoToTheSystemLogger() {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("com.trubrics");
        Handler handler = recordingInto(records);
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            TrubricsClient.builder().build().close();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }

        assertThat(records).singleElement().satisfies(message -> {
            assertThat(message.getLevel()).isEqualTo(Level.WARNING);
            assertThat(message.getMessage()).contains("apiKey");
        });
    }

    private static Handler recordingInto(List<LogRecord> records) {
        return new Handler() {
            @Override
            public void publish(LogRecord message) {
                records.add(message);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    void clientsOfOneDestinationShareOneAccount() {
        TrubricsClient one = rig.builder().build();
        TrubricsClient two = rig.builder().build();
        track(one, 2);
        track(two, 3);

        assertThat(flush(one)).isTrue();
        assertThat(one.stats()).isEqualTo(two.stats());
        assertThat(two.stats().delivered()).isEqualTo(5);
        assertThat(TrubricsClient.allStats()).contains(one.stats());
        assertThat(rig.warnings()).isEmpty();
        one.close();
        two.close();
        assertThat(TrubricsClient.allStats()).contains(one.stats());
    }

    @Test
    void everyClientCanBeFlushedAtOnce() {
        TrubricsClient one = track(rig.builder().build(), 2);
        TrubricsClient two = track(rig.builder().apiKey(rig.key + "-other").build(), 3);

        assertThat(TrubricsClient.flushAll(PATIENCE)).isTrue();
        assertThat(one.stats().delivered()).isEqualTo(2);
        assertThat(two.stats().delivered()).isEqualTo(3);
        one.close();
        two.close();
    }

    @Test
    void aFlushAnswersForWhatWasDroppedSinceTheOneBefore() {
        TrubricsClient client =
                rig.builder().option(Option.MAX_EVENT_BYTES, "1 KB").build();
        assertThat(flush(track(client, 1))).isTrue();
        client.track(UserEvent.builder("u", "large")
                .property("text", "x".repeat(2_000))
                .build());

        assertThat(flush(track(client, 1))).as("one was dropped").isFalse();
        assertThat(flush(client)).as("none since then").isTrue();
        client.track(UserEvent.builder("u", "large")
                .property("text", "x".repeat(2_000))
                .build());
        assertThat(TrubricsClient.flushAll(PATIENCE)).isFalse();
        client.close();
    }

    @Test
    void anInactiveClientDeliversNothingAndSaysSo() {
        TrubricsClient client = rig.builder().option(Option.ENABLED, "false").build();
        TrubricsClient active = track(rig.builder().build(), 1);

        assertThat(client.isActive()).isFalse();
        assertThat(client.flush(PATIENCE)).isFalse();
        assertThat(active.isActive()).isTrue();
        assertThat(flush(active)).isTrue();
        assertThat(TrubricsClient.flushAll(PATIENCE)).isFalse();
        client.close();
        assertThat(TrubricsClient.flushAll(PATIENCE)).isTrue();
        active.close();
    }

    @Test
    void aFlushThatIsTooShortSaysSoAndLosesNothing() {
        rig.always(aResponse().withFixedDelay(500));
        TrubricsClient client = track(rig.builder().build(), 2);

        assertThat(client.flush(Duration.ofMillis(10))).isFalse();
        assertThat(flush(client)).isTrue();
        client.close();
        assertThat(rig.delivered()).hasSize(2);
    }

    @Test
    void closingTwiceIsClosingOnce() {
        TrubricsClient client = track(rig.builder().build(), 2);
        client.close();
        client.close();

        assertThat(rig.delivered()).hasSize(2);
        rig.isSettled(client.stats());
    }

    @Test
    void aClosedClientTakesNothingThoughAnotherOfItsDestinationDoes() {
        TrubricsClient closed = rig.builder().build();
        TrubricsClient open = rig.builder().build();
        closed.close();
        track(closed, 1);

        assertThat(flush(track(open, 2))).as("one was dropped").isFalse();
        assertThat(flush(open)).isTrue();
        assertThat(open.stats().dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(rig.delivered()).hasSize(2);
        open.close();
    }

    @Test
    void aDryRunPrintsEachEventAsALineOfJsonAndNeedsNoKey() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        DeliveryStats stats;
        try (TrubricsClient client = TrubricsClient.builder()
                .dryRun(true)
                .host("https://" + rig.key + ".test")
                .build()) {
            client.track(SIGN_UP);
            trackLlm(client, 1);
            assertThat(flush(client)).isTrue();
            stats = client.stats();
        } finally {
            System.setOut(console);
        }

        assertThat(stats.delivered()).isEqualTo(2);
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("{\"user_id\":\"user_id\",\"event\":\"Sign Up\","))
                .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void anEventIdIsTheSameOnEveryAttemptAndAnotherForEveryEvent() {
        rig.first(aResponse().withStatus(503));
        // One at a time: WireMock lets both requests be the first if they come at the same moment.
        try (TrubricsClient client = rig.builder()
                .option(Option.EVENT_ID_PROPERTY, "event_id")
                .option(Option.MAX_IN_FLIGHT, "1")
                .build()) {
            assertThat(flush(trackLlm(track(client, 3), 1))).isTrue();
        }

        Pattern id = Pattern.compile("\"event_id\":\"([0-9a-f-]{36})\"");
        List<String> ids = bodies().stream()
                .flatMap(body -> id.matcher(body).results().map(MatchResult::group))
                .toList();
        assertThat(ids).as("one of the two requests was made twice").hasSizeBetween(5, 7);
        assertThat(ids.stream().distinct()).hasSize(4);
    }

    @Test
    void anEventIdReplacesAPropertyOfThatName() {
        try (TrubricsClient client =
                rig.builder().option(Option.EVENT_ID_PROPERTY, "country").build()) {
            client.track(SIGN_UP);
        }

        assertThat(bodies()).singleElement().satisfies(body -> assertThat(body).doesNotContain("USA"));
    }

    @Test
    void theKeyIsShownNowhere() {
        TrubricsClient client = rig.builder().build();

        assertThat(List.of(rig.builder(), client, client.stats(), TrubricsClient.allStats()))
                .noneMatch(object -> object.toString().contains(rig.key));
        track(client, 1);
        flush(client);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().contains(rig.key));
        client.close();
        rig.keepsItsSecret();
    }

    @Test
    void whatTheServerEchoesOfTheKeyIsNotShown() {
        rig.always(aResponse().withStatus(401).withBody("{\"detail\":\"Invalid API key " + rig.key + "\"}"));
        TrubricsClient client =
                track(rig.builder().shutdownTimeout(Duration.ofMillis(200)).build(), 1);
        client.close();

        assertThat(rig.warnings()).isNotEmpty();
        rig.keepsItsSecret();
    }

    @Test
    void nothingIsThrownWhateverTheServerDoes() {
        rig.always(aResponse().withStatus(500));
        TrubricsClient client =
                rig.builder().shutdownTimeout(Duration.ofMillis(50)).build();

        assertThatCode(() -> {
                    track(client, 100);
                    client.flush(Duration.ofMillis(50));
                    client.close();
                    track(client, 1);
                    client.flush(Duration.ofSeconds(Long.MAX_VALUE));
                })
                .doesNotThrowAnyException();
        rig.isSettled(client.stats());
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without such checks may do
    void whatIsNoEventIsRefusedWhereTheMistakeIs() {
        TrubricsClient client = rig.builder().build();

        assertThatThrownBy(() -> client.track(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> client.trackLlm(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> UserEvent.builder(" ", "Sign Up")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UserEvent.builder("u", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LlmEvent.builder("u", "p", "g").latency(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        client.close();
    }

    @Test
    void anEventIsWhatItWasWhenItWasBuilt() {
        List<String> mutable = new ArrayList<>(List.of("a"));
        UserEvent event = UserEvent.builder("u", "e")
                .properties(Map.of("list", mutable))
                .timestamp(Instant.EPOCH)
                .build();
        mutable.add("b");
        try (TrubricsClient client = rig.builder().build()) {
            client.track(event);
        }

        assertThat(bodies()).singleElement().satisfies(body -> assertThat(body).contains("{\"list\":[\"a\"]}"));
    }
}
