package com.example.club.test;

import static com.trubrics.appender.testkit.BootApplication.AMPLE_SHUTDOWN;
import static com.trubrics.appender.testkit.BootApplication.PATIENCE;
import static com.trubrics.appender.testkit.BootApplication.assertNoErrorNorLoss;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.ChildJvm;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JVMs in which Spring Boot starts more than one application: together, one after the other, or as helpers. */
class SeveralStartsTest {

    @ParameterizedTest
    @EnumSource
    void applicationsThatLiveTogetherShareTheOptionsOfTheFirst(Platform platform) {
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort())) {
            ChildJvm.Exit exit = run(
                    platform.classPath(),
                    SeveralApplications.class,
                    List.of(),
                    server.host().toString());

            assertNoErrorNorLoss(exit);
            assertThat(exit.out().lines().filter(line -> line.contains("Another application")))
                    .hasSize(2)
                    .allMatch(line -> line.contains("trubrics.static-properties"));
            assertThat(texts(server, "id", "app"))
                    .as(exit.out() + exit.err())
                    .containsExactlyInAnyOrder("one first", "two first", "three first", "four third", "five fourth");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theHelperApplicationsOfSpringCloudAreIgnored(Platform platform) {
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort())) {
            ChildJvm.Exit exit = run(
                    platform.classPathWith("cloud", "spring-cloud-", "bcprov-"),
                    RefreshedApplication.class,
                    List.of(),
                    "--spring.main.web-application-type=none",
                    "--spring.config.name=refreshed",
                    AMPLE_SHUTDOWN,
                    "--trubrics.host=" + server.host());

            assertThat(exit.out() + exit.err()).doesNotContain("WARN", "ERROR");
            assertThat(attachments(exit)).isEqualTo(1);
            assertThat(texts(server, "when", "app"))
                    .as(exit.out() + exit.err())
                    .containsExactlyInAnyOrder("before first", "after changed", "at the end changed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void restartsOfDevToolsLoseAndRepeatAndLeakNothing(Platform platform) {
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort())) {
            ChildJvm.Exit exit = run(
                    platform.classPathWith("devtools", "spring-boot-devtools-"),
                    RestartingApplication.class,
                    // So that a garbage collection takes what Spring's caches hold.
                    List.of("-XX:SoftRefLRUPolicyMSPerMB=0"),
                    "--spring.main.web-application-type=none",
                    "--trubrics.api-key=k",
                    AMPLE_SHUTDOWN,
                    "--trubrics.host=" + server.host());

            assertNoErrorNorLoss(exit);
            assertThat(attachments(exit)).isEqualTo(RestartingApplication.STARTS);
            List<String> numbers = IntStream.range(0, RestartingApplication.STARTS)
                    .mapToObj(Integer::toString)
                    .toList();
            assertThat(numbers(server, "Started")).containsExactlyInAnyOrderElementsOf(numbers);
            assertThat(numbers(server, "Closed")).containsExactlyInAnyOrderElementsOf(numbers);
            // DevTools itself keeps the last one.
            assertThat(numbers(server, "Loaders of earlier starts"))
                    .singleElement()
                    .isIn("0", "1");
        }
    }

    private static ChildJvm.Exit run(String classPath, Class<?> main, List<String> jvmArguments, String... arguments) {
        try (ChildJvm jvm = ChildJvm.start(classPath, main.getName(), jvmArguments, List.of(arguments))) {
            ChildJvm.Exit exit = jvm.awaitExit(PATIENCE);
            assertThat(exit.code()).as(exit.out() + exit.err()).isZero();
            return exit;
        }
    }

    private static long attachments(ChildJvm.Exit exit) {
        return exit.out()
                .lines()
                .filter(line -> line.contains("appender is attached"))
                .count();
    }

    private static List<String> texts(SandboxServer server, String first, String second) {
        return server.good().stream()
                .map(event -> event.property(first) + " " + event.property(second))
                .toList();
    }

    private static List<String> numbers(SandboxServer server, String name) {
        return server.good().stream()
                .filter(event -> name.equals(event.name()))
                .map(event -> String.valueOf(event.property("number")))
                .toList();
    }
}
