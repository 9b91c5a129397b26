package com.trubrics.appender.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program in a JVM of its own, with the class path of this one. For what happens when a JVM ends. */
public final class ChildJvm implements AutoCloseable {
    /** Far beyond what a busy machine needs: reached only by a test that fails. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Object news = new Object();
    private final Output out;
    private final Output err;

    /**
     * How the program ended.
     *
     * @param code 128 and the signal's number after a signal: 143 after {@link #terminate()}
     */
    public record Exit(int code, String out, String err) {}

    /** What of the program's output is read as it comes. */
    public enum Reading {
        EVERYTHING,
        /** Nobody ever reads its standard error. */
        ONLY_STANDARD_OUTPUT
    }

    private ChildJvm(Process process, Reading reading) {
        this.process = process;
        this.out = new Output(process.getInputStream());
        this.err = new Output(reading == Reading.EVERYTHING ? process.getErrorStream() : InputStream.nullInputStream());
    }

    /** Starts a class with a {@code main} method. No {@code TRUBRICS_*} variable reaches it. */
    public static ChildJvm start(Class<?> main, List<String> jvmArguments, List<String> arguments) {
        return start(main, jvmArguments, arguments, Reading.EVERYTHING);
    }

    /** The same, reading not all that it prints. */
    public static ChildJvm start(Class<?> main, List<String> jvmArguments, List<String> arguments, Reading reading) {
        List<String> program = List.of("-cp", System.getProperty("java.class.path"), main.getName());
        return start(program, jvmArguments, arguments, reading);
    }

    /** The same with a class path of its own; of JVM arguments that contradict each other the later one holds. */
    public static ChildJvm start(String classPath, String main, List<String> jvmArguments, List<String> arguments) {
        return start(List.of("-cp", classPath, main), jvmArguments, arguments, Reading.EVERYTHING);
    }

    /** The same with an executable jar. */
    public static ChildJvm start(Path jar, List<String> jvmArguments, List<String> arguments) {
        return start(List.of("-jar", jar.toString()), jvmArguments, arguments, Reading.EVERYTHING);
    }

    private static ChildJvm start(
            List<String> program, List<String> jvmArguments, List<String> arguments, Reading reading) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Starts faster and leaves the other core to the test.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(jvmArguments);
        command.addAll(program);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TRUBRICS_"));
        try {
            return new ChildJvm(builder.start(), reading);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a line of its output is this one. */
    public void awaitLine(String line, Duration limit) {
        awaitLine(Pattern.compile("^" + Pattern.quote(line) + "$"), limit);
    }

    /** Waits until a line of its standard output or standard error contains this, and returns what it found first. */
    public MatchResult awaitLine(Pattern part, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (news) {
            Optional<MatchResult> found = find(part);
            while (found.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || (out.ended && err.ended)) {
                    throw new AssertionError("no line with '" + part + "'; " + describe());
                }
                try {
                    news.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted", e);
                }
                found = find(part);
            }
            return found.get();
        }
    }

    private Optional<MatchResult> find(Pattern part) {
        return Stream.of(out, err)
                .flatMap(output -> output.lines.stream())
                .map(part::matcher)
                .filter(Matcher::find)
                .map(Matcher::toMatchResult)
                .findFirst();
    }

    /** Writes a line to its standard input. */
    public void tell(String line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new AssertionError(describe(), e);
        }
    }

    /** Sends SIGTERM. */
    public void terminate() {
        // Not Process.destroy(), which closes our end of its output as well.
        process.toHandle().destroy();
    }

    /** Sends SIGKILL, which nothing in it survives. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Waits for its end and all of its output; kills it and fails when that takes longer than the limit. */
    public Exit awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after " + limit + "; " + describe());
            }
            return new Exit(process.exitValue(), out.whole(), err.whole());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Kills it if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String describe() {
        return "standard output:\n" + out.soFar() + "\nstandard error:\n" + err.soFar();
    }

    /** Reads one stream to its end on a thread of its own. What it has read is guarded by {@link #news}. */
    private final class Output {
        private final List<String> lines = new ArrayList<>();
        private final Thread reader;
        private boolean ended;

        Output(InputStream stream) {
            reader = new Thread(() -> read(stream), "child-jvm-output");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream stream) {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    add(line);
                }
            } catch (IOException e) {
                add("(unreadable: " + e + ")");
            } finally {
                end();
            }
        }

        private void end() {
            synchronized (news) {
                ended = true;
                news.notifyAll();
            }
        }

        private void add(String line) {
            synchronized (news) {
                lines.add(line);
                news.notifyAll();
            }
        }

        String soFar() {
            synchronized (news) {
                return String.join("\n", lines);
            }
        }

        String whole() throws InterruptedException {
            reader.join();
            return soFar();
        }
    }
}
