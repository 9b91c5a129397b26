package com.trubrics.appender;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.trubrics.appender.ClientRig.PATIENCE;
import static com.trubrics.appender.ClientRig.flush;
import static com.trubrics.appender.ClientRig.track;
import static com.trubrics.appender.ClientRig.trackLlm;
import static com.trubrics.appender.testkit.Patience.await;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.trubrics.appender.internal.config.Destination;
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
                .flushInterval(Duration.ofSeconds(50))
                .flushBatchSize(3)
                .queueCapacity(1_000)
                .queueBytes(1 << 20)
                .overflow(OverflowPolicy.DROP_OLDEST)
                .blockTimeout(Duration.ofMillis(1))
                .maxInFlight(2)
                .connectTimeout(Duration.ofSeconds(30))
                .requestTimeout(Duration.ofSeconds(40))
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
                .host(SERVER.baseUrl() + "/without-a-key")
                .diagnostics((level, message, cause) -> said.add(level + " " + message))
                .build()) {
            client.track(SIGN_UP);
            trackLlm(client, 1);
            assertThat(flush(client)).isFalse();
            assertThat(client.stats().seen()).isZero();
            assertThat(client.stats().droppedByReason()).containsOnlyKeys(DropReason.values());
        }

        await().until(() -> !said.isEmpty());
        assertThat(said)
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("WARNING")
                        .contains("'apiKey'", "trubrics.apiKey", "TRUBRICS_API_KEY"));
        assertThat(SERVER.getAllServeEvents())
                .noneMatch(request -> request.getRequest().getUrl().contains("without-a-key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.test", "not a url", "https://"})
    void aHostThatCannotBeUsedIsRefused(String host) {
        TrubricsClient.Builder builder = rig.builder().host(host);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'host'", host);
        rig.keepsItsSecret();
    }

    @Test
    void disabledItTakesNothingAndSaysNothing() {
        try (TrubricsClient client =
                rig.builder().option(Option.ENABLED, "false").build()) {
            client.track(SIGN_UP);
            assertThat(client.stats().seen()).isZero();
        }

        assertThat(rig.said()).isEmpty();
    }

    @Test
    void aNumberOfSecondsThatMayBeMillisecondsIsUsedWithAWarning() {
        try (TrubricsClient client =
                rig.builder().option(Option.REQUEST_TIMEOUT, "7200").build()) {
            assertThat(client.isActive()).isTrue();
        }
        assertThat(rig.said())
                .singleElement()
                .asString()
                .contains("requestTimeout", "a bare number is seconds", "using 7200 s");
    }

    @Test
    void valuesThatCannotBeUsedAreRefusedAndNamed() {
        TrubricsClient.Builder builder = rig.builder()
                .flushBatchSize(1_000)
                .flushInterval(Duration.ofMillis(10))
                .option(Option.MAX_IN_FLIGHT, "many");

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "flushBatchSize", "1000", "100", "flushInterval", "0.01", "maxInFlight", "many")
                .hasMessageNotContaining("using");
        assertThat(rig.said()).isEmpty();
    }

    @Test
    void anApiKeyThatCannotBeUsedIsRefusedAndNotShown() {
        TrubricsClient.Builder builder = rig.builder().apiKey("s3cret\nk3y");

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'apiKey'")
                .hasMessageNotContainingAny("s3cret", "k3y");
    }

    @Test
    void anOptionForLogCallsIsRefused() {
        TrubricsClient.Builder builder = rig.builder();

        assertThatThrownBy(() -> builder.option(Option.USER_ID_KEY, "uid"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'userIdKey'");
    }

    @Test
    void optionsThatLimitEachOtherMayBeSetInAnyOrder() {
        rig.builder()
                .option(Option.INITIAL_BACKOFF, "1 min")
                .option(Option.MAX_BACKOFF, "2 min")
                .build()
                .close();

        assertThat(rig.warnings()).isEmpty();
    }

    @Test
    void aDoubtfulValueIsAWarning() {
        rig.builder().host("http://trubrics.example.test").build().close();

        assertThat(rig.warnings())
                .singleElement()
                .satisfies(text -> assertThat(text).contains("not encrypted"));
    }

    @Test
    void oneLineSendsAnEvent() {
        try (TrubricsClient client = rig.builder().build()) {
            client.track("u-42", "Sign Up", Map.of("plan", "pro"));
            client.trackLlm("u-42", "Hi", "Hello", Map.of("plan", "pro"));
            assertThat(flush(client)).isTrue();
        }

        assertThat(rig.requests())
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(request.getRequest().getBodyAsString()).contains("\"u-42\"", "{\"plan\":\"pro\"}"));
    }

    @Test
    void theStatsTellHowDeliveryIsDoing() {
        TrubricsClient client = rig.builder().build();
        assertThat(client.stats().state()).isEqualTo(DeliveryStats.State.OK);
        assertThat(client.stats().lastSuccessAge()).isNull();
        rig.first(aResponse().withStatus(503));

        client.track(SIGN_UP);
        assertThat(client.stats().waitingEvents()).isEqualTo(1);
        assertThat(client.stats().waitingBytes()).isPositive();
        assertThat(flush(client)).isTrue();

        DeliveryStats after = client.stats();
        assertThat(after.state()).isEqualTo(DeliveryStats.State.OK);
        assertThat(after.lastError()).contains("503");
        assertThat(requireNonNull(after.lastSuccessAge())).isLessThanOrEqualTo(requireNonNull(after.lastErrorAge()));
        assertThat(after.requests()).containsOnlyKeys(RequestOutcome.values());
        assertThat(after.requests().get(RequestOutcome.UNAVAILABLE)).isEqualTo(1);
        assertThat(after.requests().get(RequestOutcome.ACCEPTED)).isEqualTo(1);
        assertThat(after.requestTime().get(RequestOutcome.ACCEPTED)).isPositive();
        assertThat(after.retries()).isEqualTo(1);
        assertThat(after.pending()).isZero();
        client.close();
        assertThat(client.stats().oldestEventAge()).isZero();
    }

    @Test
    void aRefusedKeyIsAState() {
        rig.always(aResponse().withStatus(401));
        TrubricsClient client =
                rig.builder().shutdownTimeout(Duration.ofMillis(200)).build();
        client.track(SIGN_UP);

        assertThat(client.flush(Duration.ofMillis(100))).isFalse();
        await().until(() -> client.stats().state() == DeliveryStats.State.UNAUTHORIZED);
        assertThat(client.stats().oldestEventAge()).isPositive();
        client.close();
    }

    @Test
    void twoKeysOnOneHostCanBeToldApart() {
        TrubricsClient one = rig.builder().build();
        TrubricsClient two = rig.builder().apiKey(rig.key + "-other").build();

        assertThat(one.stats().destination()).isEqualTo(two.stats().destination());
        assertThat(one.stats().keyFingerprint())
                .hasSize(4)
                .isNotEqualTo(two.stats().keyFingerprint());
        one.close();
        two.close();
    }

    @Test
    void aSinkThatThrowsHarmsNobody() {
        TrubricsClient client = rig.builder()
                .option(Option.EVENT_ID_PROPERTY, "two, names") // a warning
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
        TrubricsClient.Builder builder = rig.builder()
                .shutdownTimeout(Duration.ofMinutes(10))
                .option(Option.EVENT_ID_PROPERTY, "two, names") // a warning
                .diagnostics((level, message, cause) -> {
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        try {
            TrubricsClient client = builder.build(); // or the test's timeout ends it
            assertThat(flush(track(client, 30))).isTrue();
            client.close();
        } finally {
            goOn.countDown();
        }
        assertThat(rig.delivered()).hasSize(30);
    }

    @ParameterizedTest
    @CsvSource({"auto, true", "status, true", "log, true", "stderr, false"})
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
            await().until(() -> !records.isEmpty() || !standardError.text().isEmpty());
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
            await().until(() -> !records.isEmpty());
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
        assertThat(one.stats().delivered()).isEqualTo(5);
        assertThat(two.stats().delivered()).isEqualTo(5);
        assertThat(ofOurKey()).hasSize(1);
        assertThat(rig.warnings()).isEmpty();
        one.close();
        two.close();
        assertThat(ofOurKey())
                .singleElement()
                .satisfies(stats -> assertThat(stats.delivered()).isEqualTo(5));
    }

    private List<DeliveryStats> ofOurKey() {
        String fingerprint = new Destination.Secret(rig.key).fingerprint();
        return TrubricsClient.allStats().stream()
                .filter(stats -> stats.destination().contains(SERVER.baseUrl())
                        && stats.keyFingerprint().equals(fingerprint))
                .toList();
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
        rig.always(aResponse().withFixedDelay(2_000));
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
    void aDryRunPrintsEachEventAtOnceAndInOrder() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (TrubricsClient client = TrubricsClient.builder()
                .dryRun(true)
                .host("https://" + rig.key + ".test")
                .flushInterval(Duration.ofHours(1))
                .build()) {
            track(client, 5);
            await().until(() -> printed.toString(StandardCharsets.UTF_8).lines().count() == 5);
        } finally {
            System.setOut(console);
        }

        assertThat(ClientRig.names(printed.toString(StandardCharsets.UTF_8))).isEqualTo(ClientRig.names(1, 5));
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

    /** RFC 4231, test case 2. */
    @Test
    void aPseudonymTakesThePlaceOfEveryUserId() {
        String user = "what do ya want for nothing?";
        try (TrubricsClient client =
                rig.builder().option(Option.USER_ID_HASH_KEY, "Jefe").build()) {
            client.track(user, "Sign Up", Map.of());
            client.trackLlm(user, "What is Trubrics?", "An analytics platform.", Map.of("plan", "pro"));
        }

        assertThat(bodies())
                .hasSize(2)
                .allSatisfy(body -> assertThat(body)
                        .contains("\"user_id\":\"5bdcc146bf60754e6a042426089575c7\"")
                        .doesNotContain(user));
        assertThat(rig.said().toString()).doesNotContain("Jefe");
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
        await().until(() -> client.stats().pending() == 0);
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
