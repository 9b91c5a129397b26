package com.example.club.test;

import static com.trubrics.appender.testkit.BootApplication.assertNoErrorNorLoss;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.BootApplication;
import com.trubrics.appender.testkit.ChildJvm;
import com.trubrics.appender.testkit.DownServer;
import com.trubrics.sandbox.SandboxEvent;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import com.trubrics.sandbox.ServerAnswer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications whose only Trubrics is the starter and its properties. */
class StarterTest {
    private static final int VISITS_IN_THE_OUTAGE = 40;
    private static final int VISITS_BEFORE_THE_END = 10;

    /** Requests with another key are refused. */
    private static final SandboxOptions OPTIONS = SandboxOptions.onFreePort().withApiKey(Club.API_KEY);

    @ParameterizedTest
    @EnumSource
    void startsWhileTheBackendIsDownAndLosesNothingUntilSigtermUnderLoad(Platform platform) throws Exception {
        try (DownServer down = DownServer.start();
                Club club = new Club(platform, down.host(), "--trubrics.user.mdc=true")) {
            for (int id = 1; id <= VISITS_IN_THE_OUTAGE; id++) {
                club.visit("visit", id, id % 2 == 0 ? "ada" : "lin");
            }
            club.awaitMessage("Connection refused");
            try (SandboxServer server = SandboxServer.start(OPTIONS.withPort(down.release()))) {
                var unused = server.awaitEvents(VISITS_IN_THE_OUTAGE, BootApplication.PATIENCE);
                club.terminateUnderLoad(
                        VISITS_BEFORE_THE_END, VISITS_IN_THE_OUTAGE, id -> club.visit("visit", id, "ada"));
                ChildJvm.Exit exit = club.awaitExit();
                assertThat(exit.code()).as(exit.out() + exit.err()).isEqualTo(143);
                assertNoErrorNorLoss(exit);
                assertEveryVisitArrivedOnce(server);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAppenderInXmlIsTheOnlyOne(Platform platform) throws Exception {
        try (SandboxServer server = SandboxServer.start(OPTIONS)) {
            try (Club club = new Club(
                    platform,
                    server.host().toString(),
                    "--trubrics.user.mdc=true",
                    "--logging.config=" + platform.configurationWithAppender())) {
                club.visit("visit", 1, "ada");
                club.terminate();
                ChildJvm.Exit exit = club.awaitExit();
                assertNoErrorNorLoss(exit);
                assertThat(exit.out()).contains("has a Trubrics appender, 'IN_XML'");
            }
            assertThat(server.good())
                    .extracting(event -> event.name())
                    .containsExactlyInAnyOrder("Club opened", "Visit", "Club closed");
            assertThat(server.good())
                    .allSatisfy(event -> assertThat(event.property("from")).isEqualTo("xml"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationWithAWrongKeyIsUpAndKeepsItsEvents(Platform platform) throws Exception {
        try (SandboxServer server = SandboxServer.start(OPTIONS)) {
            server.answer(ServerAnswer.refuse(401));
            try (Club club = new Club(
                    platform, server.host().toString(), "--trubrics.user.mdc=true", "--trubrics.flush-interval=1 s")) {
                club.visit("visit", 1, "ada");
                club.awaitMessage("answered 401");
                server.answer(ServerAnswer.ok());
                club.terminate();
                assertNoErrorNorLoss(club.awaitExit());
            }
            assertThat(server.good()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutPropertiesItIsSilent(Platform platform) throws Exception {
        try (Club club = new Club(platform, List.of())) {
            club.visit("visit", 1, "ada");
            club.terminate();
            ChildJvm.Exit exit = club.awaitExit();
            assertThat(exit.out() + exit.err()).doesNotContainIgnoringCase("trubrics");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyThatNothingSetsIsOneWarningAndNeverSent(Platform platform) throws Exception {
        try (SandboxServer server = SandboxServer.start(OPTIONS);
                Club club = new Club(
                        platform, List.of("--trubrics.api-key=${NOWHERE}", "--trubrics.host=" + server.host()))) {
            club.visit("visit", 1, "ada");
            club.terminate();
            ChildJvm.Exit exit = club.awaitExit();
            assertThat((exit.out() + exit.err()).lines().filter(line -> line.contains("WARN")))
                    .singleElement()
                    .asString()
                    .contains("trubrics.api-key", "TRUBRICS_API_KEY");
            assertThat(server.good()).isEmpty();
            assertThat(server.bad()).isEmpty();
        }
    }

    /** The applications with Log4j2 have no Actuator. */
    @ParameterizedTest
    @EnumSource(names = {"BOOT_3_LOGBACK", "BOOT_4_LOGBACK"})
    void operatorsSeeHowDeliveryIsDoing(Platform platform) throws Exception {
        try (SandboxServer server = SandboxServer.start(OPTIONS)) {
            try (Club club = withActuator(
                    platform,
                    server,
                    "--trubrics.event-rules[0].message=seen by {user_id}",
                    "--trubrics.event-rules[0].logger=com.example.club",
                    "--trubrics.event-rules[0].event=Seen")) {
                String health = body(club, "/actuator/health", 200);
                assertThat(health)
                        .contains("\"trubrics\":", "\"status\":\"UNKNOWN\"", "\"state\":\"UNAUTHORIZED\"")
                        .contains("401", server.host().toString());
                String figures = body(club, "/actuator/trubrics", 200);
                assertThat(figures)
                        .contains("\"destination\":\"" + server.host() + "\"", "\"delivered\":0", "\"UNAUTHORIZED\":")
                        .contains("\"appender\":\"TrubricsSpringBoot\"", "\"position\":1", "\"matched\":0");
                String meter = body(club, "/actuator/metrics/trubrics.events.seen", 200);
                assertThat(meter).contains(server.host().toString());
                assertThat(health + figures + meter).doesNotContain(Club.API_KEY);
                server.answer(ServerAnswer.ok());
                club.terminate();
                assertNoErrorNorLoss(club.awaitExit());
            }
            try (Club club = withActuator(platform, server, "--trubrics.health.fail=true")) {
                assertThat(body(club, "/actuator/health", 503)).contains("\"status\":\"DOWN\"");
            }
        }
    }

    /** With one event that the server has not accepted. */
    private static Club withActuator(Platform platform, SandboxServer server, String... properties) throws Exception {
        server.answer(ServerAnswer.refuse(401));
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("--trubrics.flush-interval=1 s");
        all.add("--management.endpoints.web.exposure.include=health,metrics,trubrics");
        all.add("--management.endpoint.health.show-details=always");
        Club club = new Club(platform, server.host().toString(), all.toArray(String[]::new));
        try {
            club.visit("visit", 1, "ada");
            club.awaitMessage("answered 401");
            return club;
        } catch (Throwable failure) {
            club.close();
            throw failure;
        }
    }

    private static String body(Club club, String path, int status) throws Exception {
        HttpResponse<String> response = club.get(path, "ada");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response.body();
    }

    @ParameterizedTest
    @EnumSource
    void theSignedInMemberIsTheUserOfMvc(Platform platform) throws Exception {
        assertUsersAreRight(platform, "--spring.main.web-application-type=servlet");
    }

    @ParameterizedTest
    @EnumSource
    void theSignedInMemberIsTheUserOfWebFlux(Platform platform) throws Exception {
        assertUsersAreRight(
                platform, "--spring.main.web-application-type=reactive", "--spring.reactor.context-propagation=auto");
    }

    private static void assertUsersAreRight(Platform platform, String... properties) throws Exception {
        for (String mdc : List.of("true", "false")) {
            List<String> all = new ArrayList<>(List.of(properties));
            all.add("--trubrics.user.mdc=" + mdc);
            try (SandboxServer server = SandboxServer.start(OPTIONS)) {
                try (Club club = new Club(platform, server.host().toString(), all.toArray(String[]::new))) {
                    club.visit("visit", "a", "ada");
                    club.visit("cellar", "b", "lin");
                    club.visit("open", "c", Club.NOBODY);
                    club.visit("open", "d", "ada");
                    club.terminate();
                    var unused = club.awaitExit();
                }
                assertThat(server.good().stream()
                                .filter(event -> "Visit".equals(event.name()))
                                .map(event -> event.property("id") + " " + event.userId()))
                        .as(platform + " with mdc=" + mdc)
                        .containsExactlyInAnyOrder("a ada", "b lin", "d ada");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"boot-3-bare", "boot-4-bare"})
    void anApplicationThatHasNothingElseIsServedToo(String application) {
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort());
                ChildJvm jvm = ChildJvm.start(
                        Platform.classPath(application),
                        BareApplication.class.getName(),
                        List.of(),
                        List.of(
                                "--trubrics.api-key=k",
                                "--trubrics.host=" + server.host(),
                                BootApplication.AMPLE_SHUTDOWN,
                                "--trubrics.metrics=true"))) {
            ChildJvm.Exit exit = jvm.awaitExit(BootApplication.PATIENCE);
            assertThat(exit.code()).as(exit.out() + exit.err()).isZero();
            assertThat(exit.out() + exit.err()).doesNotContain("WARN", "ERROR");
            assertThat(server.good()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStarterBringsOurJarsAndNoOther(Platform platform) {
        assertThat(platform.resolved().jars("trubrics-")).hasSize(8);
        assertThat(platform.resolved().jars("okhttp")).isEmpty();
        assertThat(platform.resolved().jars("kotlin")).isEmpty();
        boolean logback = platform.name().endsWith("LOGBACK");
        assertThat(platform.resolved().jars("log4j-core")).hasSize(logback ? 0 : 1);
        assertThat(platform.resolved().jars("logback-classic")).hasSize(logback ? 1 : 0);
    }

    /** The club's last event, logged while Spring closes it, says how many came before. */
    private static void assertEveryVisitArrivedOnce(SandboxServer server) {
        List<SandboxEvent> events = server.good();
        List<String> closed = properties(events, "Club closed", "visits");
        assertThat(closed).hasSize(1);
        assertThat(properties(events, "Club opened", "visits")).hasSize(1);
        int visits = Integer.parseInt(closed.get(0));
        assertThat(visits).isGreaterThanOrEqualTo(VISITS_IN_THE_OUTAGE + VISITS_BEFORE_THE_END);
        List<String> ids = properties(events, "Visit", "id");
        assertThat(ids).hasSize(visits).doesNotHaveDuplicates();
        assertThat(ids)
                .containsAll(IntStream.rangeClosed(1, VISITS_IN_THE_OUTAGE)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(server.bad()).isEmpty();
    }

    private static List<String> properties(List<SandboxEvent> events, String name, String property) {
        return events.stream()
                .filter(event -> name.equals(event.name()))
                .map(event -> String.valueOf(event.property(property)))
                .toList();
    }
}
