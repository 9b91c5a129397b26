package com.trubrics.appender.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.RedeployProgram.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Web applications come and go in one JVM: each delivers what it has logged, and after its stop nothing of it is left,
 * neither a thread, nor a shutdown hook, nor an MBean, nor anything that keeps its class loader. Each scenario is a JVM of its own.
 */
public abstract class RedeployContract {
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final RecordingServer server = RecordingServer.start();

    @TempDir
    private Path directory;

    /** The web application on this framework. */
    protected abstract Class<? extends WebApplication> application();

    /** The configuration in the framework's own format. */
    protected abstract String write(AppenderConfig config);

    /** With what the framework's own documentation has a web container start its JVM. */
    protected List<String> jvmArguments() {
        return List.of();
    }

    @AfterEach
    final void stopServer() {
        server.close();
    }

    @Test
    public void nothingOfAWebApplicationIsLeftAfterItsStop() throws IOException {
        int rounds = Campaign.rounds(2, 100);
        run(Scenario.ONE_AFTER_THE_OTHER, rounds, 2 * rounds);
    }

    @Test
    public void aFrameworkInTheContainerKeepsNothingOfAWebApplicationThatHasStopped() throws IOException {
        int rounds = Campaign.rounds(2, 30);
        run(Scenario.SHARED_LIBRARIES, rounds, 6 * rounds);
    }

    @Test
    public void severalWebApplicationsDeliverAndStopEachByItself() throws IOException {
        run(Scenario.SEVERAL_AT_ONCE, 1, 8);
    }

    private void run(Scenario scenario, int rounds, int requests) throws IOException {
        AppenderConfig config = AppenderConfig.to(server)
                .option("flushInterval", "1 h")
                .option("metrics", "true")
                .rule("logger", "com.trubrics", "fields", "prompt='Hello?'", "pair", "chat")
                .rule("marker", "NONE", "fields", "generation='Hello!'", "pair", "chat");
        Path file = Files.writeString(directory.resolve("configuration.xml"), write(config));
        List<String> jvm = new ArrayList<>(ShutdownHooks.OPEN);
        jvm.addAll(jvmArguments());
        List<String> arguments =
                List.of(scenario.name(), application().getName(), file.toString(), Integer.toString(rounds));
        try (ChildJvm child = ChildJvm.start(RedeployProgram.class, jvm, arguments)) {
            ChildJvm.Exit exit = child.awaitExit(PATIENCE);
            assertThat(exit.code()).as(exit.out() + "\n" + exit.err()).isZero();
            assertThat(ids()).as(exit.err()).containsExactlyInAnyOrderElementsOf(ids(requests));
            Campaign.report(getClass().getSimpleName() + ", " + scenario + ": "
                    + exit.out()
                            .lines()
                            .filter(line -> line.contains(" ms") || line.contains("redeploys"))
                            .collect(Collectors.joining("; ")));
        }
    }

    private List<String> ids() {
        return server.events().stream()
                .map(event -> String.valueOf(event.property("id")))
                .toList();
    }

    private static List<String> ids(int requests) {
        return IntStream.range(0, requests * WebApplication.EVENTS)
                .mapToObj(Integer::toString)
                .toList();
    }
}
