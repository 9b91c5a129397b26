package com.trubrics.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command, run to its end. */
final class Program {

    private Program() {}

    /** What it printed. Fails where the command does, or does not end. */
    static String run(Path workplace, List<String> command) throws Exception {
        Path output = Files.createTempFile(workplace, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TRUBRICS_"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as("%s ended", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as("%s%n%s", command, printed).isZero();
        return printed;
    }

    /** The beginning of a command: a JVM of the JDK that runs the tests, for a program that ends soon. */
    static List<String> java() {
        return java(Path.of(System.getProperty("java.home")));
    }

    /** The same for the JVM of an image. */
    static List<String> java(Path image) {
        return command(image, "java", "");
    }

    /** The beginning of a command: a tool of the JDK that runs the tests. */
    static List<String> tool(String name) {
        return command(Path.of(System.getProperty("java.home")), name, "-J");
    }

    private static List<String> command(Path home, String name, String prefix) {
        return List.of(
                home.resolve("bin").resolve(name).toString(),
                prefix + "-XX:TieredStopAtLevel=1",
                prefix + "-XX:+UseSerialGC");
    }
}
