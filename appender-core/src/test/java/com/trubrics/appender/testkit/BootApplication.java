package com.trubrics.appender.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A web application on Spring Boot in a JVM of its own, at a free port of this machine, and its clients. */
public final class BootApplication implements AutoCloseable {
    /** Far beyond what a busy machine needs: reached only by a test that fails. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Pattern STARTED = Pattern.compile("(?:Tomcat|Netty) started on port (\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ChildJvm jvm;
    private final String address;

    private BootApplication(ChildJvm jvm) {
        this.jvm = jvm;
        this.address = "http://127.0.0.1:" + jvm.awaitLine(STARTED, PATIENCE).group(1);
    }

    /** Starts one and waits until it takes requests. What starts the JVM hands these arguments to it. */
    public static BootApplication start(Function<List<String>, ChildJvm> starting, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off"));
        ChildJvm jvm = starting.apply(all);
        try {
            return new BootApplication(jvm);
        } catch (Throwable failure) {
            jvm.close();
            throw failure;
        }
    }

    /** Begins a request to a path. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    /** Begins a request of a user, whose password is the name. */
    public HttpRequest.Builder request(String path, String user) {
        byte[] credentials = (user + ":" + user).getBytes(StandardCharsets.UTF_8);
        return request(path)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    /** Sends a request. Throws if the application does not answer, or has ended. */
    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Waits until it prints this. */
    public void awaitMessage(String part) {
        jvm.awaitLine(Pattern.compile(Pattern.quote(part)), PATIENCE);
    }

    /** Sends SIGTERM. */
    public void terminate() {
        jvm.terminate();
    }

    /** Waits for its end. */
    public ChildJvm.Exit awaitExit() {
        return jvm.awaitExit(PATIENCE);
    }

    @Override
    public void close() {
        jvm.close();
    }
}
