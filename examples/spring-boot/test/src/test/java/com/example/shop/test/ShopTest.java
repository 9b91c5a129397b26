package com.example.shop.test;

import static com.trubrics.appender.testkit.BootApplication.assertNoErrorNorLoss;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.BootApplication;
import com.trubrics.appender.testkit.Campaign;
import com.trubrics.appender.testkit.ChildJvm;
import com.trubrics.appender.testkit.DownServer;
import com.trubrics.sandbox.RefusedRequest.Cause;
import com.trubrics.sandbox.SandboxEvent;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import com.trubrics.sandbox.ServerAnswer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A Spring Boot application loses no event, and the appender keeps it from nothing, whatever Spring does to the logging
 * system: it stops and starts it again at boot, switches the frameworks' own shutdown hooks off, and stops it at the
 * end.
 */
class ShopTest {
    /** Two full batches: they leave at once, not after {@code flushInterval}. */
    private static final int ORDERS_IN_THE_OUTAGE = 40;

    /** How many orders are taken before SIGTERM comes; others are under way then. */
    private static final int ORDERS_BEFORE_THE_END = 10;

    /** Requests with another key are refused. */
    private static final SandboxOptions OPTIONS = SandboxOptions.onFreePort().withApiKey(Shop.API_KEY);

    @ParameterizedTest
    @EnumSource
    void startsWhileTheBackendIsDownAndLosesNothingUntilSigterm(Platform platform) throws Exception {
        try (DownServer down = DownServer.start();
                Shop shop = new Shop(platform, down.host())) {
            for (int id = 1; id <= ORDERS_IN_THE_OUTAGE; id++) {
                shop.order(id);
            }
            shop.awaitMessage("Connection refused");
            try (SandboxServer server = SandboxServer.start(OPTIONS.withPort(down.release()))) {
                var unused = server.awaitEvents(ORDERS_IN_THE_OUTAGE, BootApplication.PATIENCE);
                // So that it is not enough to have sent everything: at the end somebody must wait for the next attempt.
                server.answerNext(1, event -> event.name().equals("Shop closed"), ServerAnswer.refuse(503));
                shop.terminateUnderLoad(ORDERS_BEFORE_THE_END, ORDERS_IN_THE_OUTAGE, shop::order);
                ChildJvm.Exit exit = shop.awaitExit();
                assertThat(exit.code()).as(exit.out() + exit.err()).isEqualTo(143);
                assertNoErrorNorLoss(exit);
                assertEveryOrderArrivedOnce(server);
                report(platform, server);
            }
        }
    }

    /** Spring replaces the status listeners that the frameworks' other switches add. */
    @ParameterizedTest
    @EnumSource
    void showsThatTheFirstEventsWereAcceptedWhereStatusesAreShown(Platform platform) throws Exception {
        try (SandboxServer server = SandboxServer.start(OPTIONS);
                Shop shop = new Shop(platform, server.host().toString(), platform.showingStatuses())) {
            for (int id = 1; id <= ORDERS_IN_THE_OUTAGE; id++) {
                shop.order(id);
            }
            shop.awaitMessage("The first events have been accepted by " + server.host());
        }
    }

    /** The newer Spring Boot in every build, all in the long campaign. */
    static Stream<Platform> severalContextsOneAfterTheOtherLoseNothingThoughTheKeyIsMissingAndThenRefused() {
        Platform[] all = Platform.values();
        return Arrays.stream(all).skip(Campaign.rounds(all.length / 2, 0));
    }

    @ParameterizedTest
    @MethodSource
    void severalContextsOneAfterTheOtherLoseNothingThoughTheKeyIsMissingAndThenRefused(Platform platform) {
        try (SandboxServer server = SandboxServer.start(OPTIONS)) {
            server.answerNext(1, ServerAnswer.refuse(401));
            try (ChildJvm jvm = SeveralContexts.start(platform, server.host().toString())) {
                ChildJvm.Exit exit = jvm.awaitExit(BootApplication.PATIENCE);
                assertThat(exit.code()).as(exit.out() + exit.err()).isZero();
                assertNoErrorNorLoss(exit);
                String output = exit.out() + exit.err();
                assertThat(output).contains("TRUBRICS_API_KEY").contains("answered 401");
                assertThat(properties(server.good(), "Visit", "id"))
                        .as(output)
                        .containsExactlyInAnyOrderElementsOf(SeveralContexts.expectedVisits());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theAppenderBringsItsCoreAndNothingElse(Platform platform) {
        assertThat(platform.resolved().jars("trubrics-")).hasSize(2);
        assertThat(platform.resolved().jars("okhttp")).isEmpty();
        assertThat(platform.resolved().jars("okio")).isEmpty();
        assertThat(platform.resolved().jars("kotlin")).isEmpty();
    }

    /** The shop's last event, logged while Spring closes it, says how many came before. */
    private static void assertEveryOrderArrivedOnce(SandboxServer server) {
        List<SandboxEvent> events = server.good();
        List<String> closed = properties(events, "Shop closed", "orders");
        assertThat(closed).hasSize(1);
        int orders = Integer.parseInt(closed.get(0));
        assertThat(orders).isGreaterThanOrEqualTo(ORDERS_IN_THE_OUTAGE + ORDERS_BEFORE_THE_END);
        assertThat(properties(events, "Order placed", "number"))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, orders)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(properties(events, "Order placed", "order_id")).doesNotHaveDuplicates();
        assertThat(events).hasSize(orders + 1).allSatisfy(event -> {
            assertThat(event.property("app")).isEqualTo("shop");
            assertThat(event.userId())
                    .isEqualTo(event.property("order_id") == null ? "shop" : "user-" + event.property("order_id"));
        });
        assertThat(server.bad())
                .singleElement()
                .satisfies(request -> assertThat(request.cause()).isEqualTo(Cause.SWITCH));
    }

    private static List<String> properties(List<SandboxEvent> events, String name, String property) {
        return events.stream()
                .filter(event -> name.equals(event.name()))
                .map(event -> String.valueOf(event.property(property)))
                .toList();
    }

    private static void report(Platform platform, SandboxServer server) {
        String versions = Stream.of("spring-boot", "logback-classic", "log4j-core", "kotlin-stdlib", "jackson-core")
                .filter(artifact -> !platform.resolved().version(artifact).isEmpty())
                .map(artifact -> artifact + " " + platform.resolved().version(artifact))
                .collect(Collectors.joining(", "));
        Campaign.report(platform + " (" + versions + "): " + server.good().size() + " events, each once, in "
                + server.acceptedRequests() + " requests");
    }
}
