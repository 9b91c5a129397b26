package com.example.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JVM started for one main class, with nothing of the driver's own on its class path. Closing it kills what still
 * runs. Used by the thread that started it.
 */
final class ChildJvm implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("chat listens on port (\\d+)");

    private static final Pattern DROPPED =
            Pattern.compile("\\bdropped\\b|\\b(MISSING_USER_ID|FILTERED|QUEUE_FULL|TOO_LARGE"
                    + "|NOT_ENCODABLE|REJECTED|SHUTDOWN|CLOSED|INTERNAL_ERROR)\\b");

    private final Process process;
    private final Path errors;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<List<String>> output;

    private ChildJvm(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        // Read to its end at all times: a child whose pipe is full stands still.
        this.output = CompletableFuture.supplyAsync(this::drain, task -> {
            Thread thread = new Thread(task, "child-output");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Its log and its standard error go to files in the variant's folder, named after the program. */
    static ChildJvm start(Variant variant, Program program, Destination destination) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        destination.systemProperties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dchat.log=" + variant.target().resolve(program.logFile()));
        // Java's server writes head and body apart; without this each answer waits for a delayed acknowledgement.
        command.add("-Dsun.net.httpserver.nodelay=true");
        command.addAll(List.of("-cp", variant.classpath(), program.mainClass()));

        Path errors = variant.target().resolve(program.errorFile());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        destination.adapt(builder.environment());
        return new ChildJvm(builder.start(), errors);
    }

    private List<String> drain() {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                Matcher matcher = PORT.matcher(line);
                if (matcher.matches()) {
                    port.complete(Integer.valueOf(matcher.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            port.completeExceptionally(new IOException("the application ended before it listened, see " + errors));
        }
        return lines;
    }

    /** The port that the application listens on, as soon as it says so. */
    int port(Duration limit) throws IOException, InterruptedException {
        return await(port, limit, "start");
    }

    /** How the JVM ended, and what it printed. */
    Ending ending(Duration limit) throws IOException, InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("the application did not end within " + limit.toSeconds() + " s");
        }
        List<String> printed = new ArrayList<>(await(output, limit, "end"));
        printed.addAll(Files.readAllLines(errors));
        return new Ending(process.exitValue(), printed);
    }

    private static <T> T await(CompletableFuture<T> future, Duration limit, String what)
            throws IOException, InterruptedException {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("the application did not " + what + " within " + limit.toSeconds() + " s", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** @param printed standard output, then standard error */
    record Ending(int exitCode, List<String> printed) {

        /** What an appender says if it had to give events up: the reasons' names are part of its contract. */
        List<String> droppedLines() {
            return printed.stream().filter(DROPPED.asPredicate()).toList();
        }
    }
}
