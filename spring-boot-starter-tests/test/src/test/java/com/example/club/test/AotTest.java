package com.example.club.test;

import static com.trubrics.appender.testkit.BootApplication.AMPLE_SHUTDOWN;
import static com.trubrics.appender.testkit.BootApplication.PATIENCE;
import static com.trubrics.appender.testkit.BootApplication.assertNoErrorNorLoss;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.club.ClubApplication;
import com.trubrics.appender.testkit.ChildJvm;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Does what {@code spring-boot:process-aot} does, and starts what comes of it with {@code spring.aot.enabled}. */
class AotTest {

    @TempDir
    Path output;

    @ParameterizedTest
    @EnumSource(names = {"BOOT_3_LOG4J2", "BOOT_4_LOGBACK"})
    void anApplicationThatWasProcessedAheadOfTimeSendsItsEventsAndItsBuildSendsNone(Platform platform)
            throws Exception {
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort())) {
            List<String> properties = List.of(
                    "--trubrics.host=" + server.host(),
                    "--trubrics.api-key=" + Club.API_KEY,
                    AMPLE_SHUTDOWN,
                    "--trubrics.user.mdc=true",
                    // The first line of a start would be an event.
                    "--trubrics.event-rules[0].logger=com.example.club",
                    "--trubrics.event-rules[0].message=Starting {application}",
                    "--trubrics.event-rules[0].event=Starting",
                    "--trubrics.event-rules[0].fields=user_id='club'");
            process(platform, properties);
            assertThat(server.good()).isEmpty();
            assertThat(server.bad()).isEmpty();

            try (Club club = new Club(processed(platform), List.of("-Dspring.aot.enabled=true"), properties)) {
                club.awaitMessage("Starting AOT-processed ClubApplication");
                club.visit("visit", 1, "ada");
                club.visit("cellar", 2, "lin");
                club.terminate();
                assertNoErrorNorLoss(club.awaitExit());
            }
            assertThat(server.good())
                    .extracting(event -> event.name() + " " + event.property("id") + " " + event.userId())
                    .containsExactlyInAnyOrder(
                            "Starting null club",
                            "Club opened null club",
                            "Visit 1 ada",
                            "Visit 2 lin",
                            "Club closed null club");
        }
    }

    private void process(Platform platform, List<String> properties) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                ClubApplication.class.getName(),
                output.resolve("sources").toString(),
                output.resolve("resources").toString(),
                output.resolve("classes").toString(),
                "com.example",
                "club"));
        arguments.addAll(properties);
        try (ChildJvm jvm = ChildJvm.start(
                platform.classPath(), "org.springframework.boot.SpringApplicationAotProcessor", List.of(), arguments)) {
            ChildJvm.Exit exit = jvm.awaitExit(PATIENCE);
            assertThat(exit.code()).as(exit.out() + exit.err()).isZero();
            assertThat(exit.out() + exit.err()).doesNotContain("WARN", "ERROR", "Trubrics");
        }
        compile(platform);
    }

    private void compile(Platform platform) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-nowarn", "-d", output.resolve("classes").toString()));
        arguments.addAll(List.of("-cp", output.resolve("classes") + File.pathSeparator + platform.classPath()));
        try (Stream<Path> files = Files.walk(output.resolve("sources"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }

    private String processed(Platform platform) {
        return Stream.of("classes", "resources")
                .map(folder -> output.resolve(folder).toString())
                .collect(Collectors.joining(File.pathSeparator, "", File.pathSeparator + platform.classPath()));
    }
}
