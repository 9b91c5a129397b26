package com.example.club.test;

import com.example.club.ClubApplication;
import com.trubrics.appender.testkit.ChildJvm;
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
import java.util.regex.Pattern;

/** The club in a JVM of its own, and visitors. */
final class Club implements AutoCloseable {
    /** Far beyond what a busy machine needs: reached only by a test that fails. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    static final String NOBODY = "nobody";

    static final String API_KEY = "key-of-the-club";

    private static final Pattern STARTED = Pattern.compile("(?:Tomcat|Netty) started on port (\\d+)");

    private final HttpClient visitor = HttpClient.newHttpClient();
    private final ChildJvm jvm;
    private final String address;

    private Club(ChildJvm jvm, String address) {
        this.jvm = jvm;
        this.address = address;
    }

    /** Starts it with a key, and waits until it is open. */
    static Club open(Platform platform, String host, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.addAll(List.of("--trubrics.host=" + host, "--trubrics.api-key=" + API_KEY));
        return open(platform, all);
    }

    /** Starts it with these arguments, and waits until it is open. */
    static Club open(Platform platform, List<String> properties) {
        List<String> arguments = new ArrayList<>(properties);
        arguments.addAll(List.of("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off"));
        ChildJvm jvm = ChildJvm.start(platform.classPath(), ClubApplication.class.getName(), List.of(), arguments);
        try {
            String port = jvm.awaitLine(STARTED, PATIENCE).group(1);
            return new Club(jvm, "http://127.0.0.1:" + port);
        } catch (Throwable failure) {
            jvm.close();
            throw failure;
        }
    }

    /** Visits through one of the doors, as a member, or as "nobody". Throws where the club does not answer. */
    void visit(String door, Object id, String member) throws IOException, InterruptedException {
        int status = get("/" + door + "/" + id, member).statusCode();
        if (status != 200) {
            throw new IOException("visit " + id + ": " + status);
        }
    }

    /** Looks at a page, as a member, or as "nobody". */
    HttpResponse<String> get(String path, String member) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
        if (!member.equals(NOBODY)) {
            byte[] credentials = (member + ":" + member).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        return visitor.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Waits until it prints this. */
    void awaitMessage(String part) {
        jvm.awaitLine(Pattern.compile(Pattern.quote(part)), PATIENCE);
    }

    /** Sends SIGTERM. */
    void terminate() {
        jvm.terminate();
    }

    ChildJvm.Exit awaitExit() {
        return jvm.awaitExit(PATIENCE);
    }

    @Override
    public void close() {
        jvm.close();
    }
}
