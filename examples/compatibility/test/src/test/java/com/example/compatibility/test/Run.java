package com.example.compatibility.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.ChildJvm;
import com.trubrics.sandbox.SandboxEvent;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A run of the application in a JVM of its own, with a stand-in for the Trubrics API. */
final class Run {
    /** What the application logs on each framework. */
    private static final List<String> USERS =
            IntStream.range(0, 25).mapToObj(i -> "user-" + i).toList();

    private Run() {}

    /** Fails unless all calls of the application have worked and each of its events has arrived once. Returns its output. */
    static String of(ClassPath classPath, Logging logging) {
        return of(
                classPath + " on " + logging,
                logging,
                jvmArguments -> ChildJvm.start(
                        classPath.on(logging),
                        "com.example.compatibility.Application",
                        jvmArguments,
                        logging.frameworks()));
    }

    /** The same with an executable jar. */
    static String of(Path jar, Logging logging) {
        return of(jar.toString(), logging, jvmArguments -> ChildJvm.start(jar, jvmArguments, logging.frameworks()));
    }

    private interface Start {
        ChildJvm with(List<String> jvmArguments);
    }

    private static String of(String what, Logging logging, Start start) {
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort());
                ChildJvm jvm = start.with(List.of("-Dtrubrics.host=" + server.host(), "-Dtrubrics.apiKey=key"))) {
            ChildJvm.Exit exit = jvm.awaitExit(ChildJvm.PATIENCE);
            String told = what + "\n" + exit.out() + "\n" + exit.err();
            assertThat(exit.code()).as(told).isZero();
            assertThat(exit.out()).as(told).contains("called all of them again");
            for (String framework : logging.frameworks()) {
                assertThat(users(server, framework)).as(told).containsExactlyInAnyOrderElementsOf(USERS);
            }
            return exit.out();
        }
    }

    private static List<String> users(SandboxServer server, String framework) {
        return server.good().stream()
                .filter(event -> framework.equals(event.property("framework")))
                .map(SandboxEvent::userId)
                .toList();
    }
}
