package com.trubrics.appender;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.trubrics.appender.ClientRig.flush;
import static com.trubrics.appender.ClientRig.track;
import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.trubrics.appender.spi.AppenderCore;
import com.trubrics.appender.spi.AppenderHost;
import com.trubrics.appender.spi.LogCallReader;
import com.trubrics.appender.spi.MapCalls;
import com.trubrics.appender.spi.OptionValues;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every reason to drop an event, provoked from outside; and each time {@code seen = delivered + dropped + pending}. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // our waits are not interruptible
class EveryDropReasonTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final ClientRig rig = new ClientRig(SERVER);

    @BeforeEach
    void theServerTakesEverything() {
        rig.always(aResponse());
    }

    private void onlyReason(DeliveryStats stats, DropReason reason, long count) {
        rig.isSettled(stats);
        assertThat(stats.dropped(reason)).as("%s", stats).isEqualTo(count);
        assertThat(stats.dropped()).as("%s", stats).isEqualTo(count);
        assertThat(rig.delivered()).hasSize((int) stats.delivered()).doesNotHaveDuplicates();
        assertThat(rig.said()).as("the account at the end").anyMatch(text -> text.contains(count + " " + reason));
    }

    @Test
    void everyReasonHasItsTest() {
        assertThat(Arrays.stream(EveryDropReasonTest.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Test.class))
                        .map(method -> method.getName().replace("_", "").toLowerCase(Locale.ROOT)))
                .containsAll(Arrays.stream(DropReason.values())
                        .map(reason -> reason.name().replace("_", "").toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void missingUserId() {
        AppenderCore<Map<String, Object>> core = core(new MapCalls());
        core.append(Map.of("event", "Sign Up", "user_id", "ana"));
        core.append(Map.of("event", "Sign Up"));
        core.stop();
        AppenderCore.systemStopped(this, Duration.ZERO);

        onlyReason(stats(), DropReason.MISSING_USER_ID, 1);
        assertThat(rig.warnings()).anyMatch(text -> text.contains("user_id"));
    }

    @Test
    void filtered() {
        TrubricsClient client = rig.builder()
                .eventFilter(event -> event.userId().equals("robot") ? null : event)
                .build();
        track(client, 2);
        client.track(UserEvent.builder("robot", "Sign Up").build());
        assertThat(flush(client)).as("a drop as wanted").isTrue();
        client.close();

        onlyReason(client.stats(), DropReason.FILTERED, 1);
        assertThat(rig.warnings()).isEmpty();
    }

    @Test
    void queueFull() {
        rig.always(aResponse().withStatus(503)); // so the first five stay
        TrubricsClient client =
                track(rig.builder().queueCapacity(5).flushBatchSize(5).build(), 25);
        rig.always(aResponse());
        client.close();

        onlyReason(client.stats(), DropReason.QUEUE_FULL, 20);
    }

    @Test
    void tooLarge() {
        TrubricsClient client =
                rig.builder().option(Option.MAX_EVENT_BYTES, "1 KB").build();
        track(client, 2);
        // Turned away at the entrance, and, since escaped it is far larger than it looks, by the encoder.
        client.track(UserEvent.builder("u", "large")
                .property("text", "x".repeat(2_000))
                .build());
        client.track(UserEvent.builder("u", "escaped")
                .property("text", "\u0001".repeat(500))
                .build());
        client.close();

        onlyReason(client.stats(), DropReason.TOO_LARGE, 2);
    }

    /** Behind another event it has no room, whatever its size: only the next body tells. */
    @Test
    void tooLargeBehindAnother() {
        TrubricsClient client = rig.builder()
                .option(Option.MAX_EVENT_BYTES, "1 KB")
                .option(Option.MAX_REQUEST_BYTES, "1 KB")
                .build();
        client.track(UserEvent.builder("u", "e1.").build());
        client.track(UserEvent.builder("u", "escaped")
                .property("text", "\u0001".repeat(500))
                .build());
        client.track(UserEvent.builder("u", "e2.").build());
        client.close();

        onlyReason(client.stats(), DropReason.TOO_LARGE, 1);
        assertThat(rig.delivered()).containsExactlyInAnyOrder("e1.", "e2.");
    }

    @Test
    void notEncodable() {
        TrubricsClient client = rig.builder().build();
        track(client, 2);
        // Properties are copied into types that have a JSON form; but these instants have no text.
        client.track(UserEvent.builder("u", "far future").timestamp(Instant.MAX).build());
        client.track(UserEvent.builder("u", "far past").timestamp(Instant.MIN).build());
        client.close();

        onlyReason(client.stats(), DropReason.NOT_ENCODABLE, 2);
    }

    @Test
    void rejected() {
        rig.marked("e3.", aResponse().withStatus(422));
        TrubricsClient client = track(rig.builder().build(), 5);
        client.close();

        onlyReason(client.stats(), DropReason.REJECTED, 1);
    }

    @Test
    void expired() {
        rig.always(aResponse().withStatus(503));
        TrubricsClient client = track(
                rig.builder()
                        .flushInterval(Duration.ofSeconds(1))
                        .maxEventAge(Duration.ofSeconds(1))
                        .build(),
                3);
        assertThat(flush(client)).isFalse();
        client.close();

        onlyReason(client.stats(), DropReason.EXPIRED, 3);
    }

    @Test
    void shutdown() {
        rig.always(aResponse().withStatus(503));
        TrubricsClient client =
                track(rig.builder().shutdownTimeout(Duration.ofMillis(200)).build(), 5);
        client.close();
        await().until(() -> client.stats().pending() == 0); // on a busy machine, the count follows

        onlyReason(client.stats(), DropReason.SHUTDOWN, 5);
    }

    @Test
    void closed() {
        TrubricsClient client = track(rig.builder().build(), 2);
        client.close();
        track(client, 3);

        rig.isSettled(client.stats());
        assertThat(client.stats().dropped(DropReason.CLOSED)).isEqualTo(3);
        assertThat(client.stats().delivered()).isEqualTo(2);
    }

    @Test
    void internalError() {
        AppenderCore<Map<String, Object>> core = core(new MapCalls() {
            @Override
            public Instant instant(Map<String, Object> call) {
                if (call.containsKey("hostile")) {
                    throw new StackOverflowError("of the framework's object");
                }
                return super.instant(call);
            }
        });
        core.append(Map.of("event", "Sign Up", "user_id", "ana"));
        core.append(Map.of("event", "Sign In", "user_id", "ana", "hostile", true));
        core.stop();
        AppenderCore.systemStopped(this, Duration.ZERO);

        onlyReason(stats(), DropReason.INTERNAL_ERROR, 1);
        assertThat(rig.delivered()).containsExactly("Sign Up");
    }

    @Test
    void aFullAccountAddsUp() {
        rig.marked("e3.", aResponse().withStatus(422));
        TrubricsClient client = track(rig.builder().queueCapacity(100).build(), 50);
        assertThat(flush(client)).isFalse();
        DeliveryStats stats = client.stats();

        assertThat(stats.seen()).isEqualTo(50);
        assertThat(stats.droppedByReason()).containsOnlyKeys(DropReason.values());
        assertThat(stats.dropped())
                .isEqualTo(stats.droppedByReason().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        client.close();
        rig.isSettled(client.stats());
    }

    /** The account of this test's destination, which no other test of this class uses at the same time. */
    private DeliveryStats stats() {
        var all = TrubricsClient.allStats();
        return all.get(all.size() - 1);
    }

    private AppenderCore<Map<String, Object>> core(LogCallReader<Map<String, Object>> reader) {
        OptionValues options = new OptionValues();
        options.set(Option.API_KEY, rig.key);
        options.set(Option.HOST, SERVER.baseUrl() + ClientRig.BASE);
        options.set(Option.SHUTDOWN_TIMEOUT, "20 s");
        return AppenderCore.start(options, reader, new AppenderHost(this, "test", rig.sink, Set::of));
    }
}
