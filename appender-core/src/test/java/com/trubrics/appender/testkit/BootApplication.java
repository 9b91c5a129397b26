package com.trubrics.appender.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A web application on Spring Boot in a JVM of its own, at a free port of this machine, and its clients. */
public class BootApplication implements AutoCloseable {
    /** How long to wait for whatever the application does. */
    public static final Duration PATIENCE = ChildJvm.PATIENCE;

    /** For the starter: what is delivered at the end may be the first request, and its HTTP client takes time to load. */
    public static final String AMPLE_SHUTDOWN = "--trubrics.shutdown-timeout=1m";

    private static final Pattern STARTED = Pattern.compile("(?:Tomcat|Netty) started on port (\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ChildJvm jvm;
    private final String address;

    /** One request out of many, with its number. */
    @FunctionalInterface
    public interface Call {
        /** Throws if the application does not answer. */
        void make(int number) throws IOException, InterruptedException;
    }

    /** Starts an executable jar and waits until it takes requests. */
    public BootApplication(Path jar, List<String> arguments) {
        this(ChildJvm.start(jar, List.of(), atFreePort(arguments)));
    }

    /** Starts a class with a {@code main} method and waits until it takes requests. */
    public BootApplication(String classPath, Class<?> main, List<String> jvmArguments, List<String> arguments) {
        this(ChildJvm.start(classPath, main.getName(), jvmArguments, atFreePort(arguments)));
    }

    private BootApplication(ChildJvm jvm) {
        this.jvm = jvm;
        this.address = "http://127.0.0.1:" + awaitPort(jvm);
    }

    private static List<String> atFreePort(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off"));
        // Tomcat warns if a random number takes longer than 100 ms, as it may on a busy machine.
        all.add("--logging.level.org.apache.catalina.util=error");
        return all;
    }

    private static String awaitPort(ChildJvm jvm) {
        try {
            return jvm.awaitLine(STARTED, PATIENCE).group(1);
        } catch (Throwable failure) {
            jvm.close();
            throw failure;
        }
    }

    /** Begins a request to a path. */
    public final HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    /** Begins a request of a user, whose password is the name. */
    public final HttpRequest.Builder request(String path, String user) {
        byte[] credentials = (user + ":" + user).getBytes(StandardCharsets.UTF_8);
        return request(path)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    /** Sends a request. Throws if the application does not answer, or has ended. */
    public final HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Waits until it prints this. */
    public final void awaitMessage(String part) {
        jvm.awaitLine(Pattern.compile(Pattern.quote(part)), PATIENCE);
    }

    /** Sends SIGTERM. */
    public final void terminate() {
        jvm.terminate();
    }

    /**
     * Sends SIGTERM while two clients make calls, one after the other until none is answered any more.
     *
     * @param answered after how many calls it is sent
     * @param before the number before the first call's
     */
    public final void terminateUnderLoad(int answered, int before, Call call) throws InterruptedException {
        AtomicInteger numbers = new AtomicInteger(before);
        CountDownLatch enough = new CountDownLatch(answered);
        List<Thread> clients = Stream.generate(() -> new Thread(() -> callUntilClosed(call, numbers, enough)))
                .limit(2)
                .toList();
        clients.forEach(Thread::start);
        assertThat(enough.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("calls are answered")
                .isTrue();
        terminate();
        for (Thread running : clients) {
            running.join();
        }
    }

    private static void callUntilClosed(Call call, AtomicInteger numbers, CountDownLatch enough) {
        try {
            while (true) {
                call.make(numbers.incrementAndGet());
                enough.countDown();
            }
        } catch (IOException closed) {
            // What it logged before that, it has counted.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for its end. */
    public final ChildJvm.Exit awaitExit() {
        return jvm.awaitExit(PATIENCE);
    }

    /** Fails if an application has said that it met an error or lost an event. */
    public static void assertNoErrorNorLoss(ChildJvm.Exit exit) {
        assertThat((exit.out() + "\n" + exit.err()).lines())
                .noneMatch(line -> line.contains("ERROR"))
                .noneMatch(line -> line.contains("not delivered"));
    }

    @Override
    public final void close() {
        jvm.close();
    }
}
