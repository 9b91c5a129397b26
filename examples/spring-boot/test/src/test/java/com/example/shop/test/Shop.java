package com.example.shop.test;

import com.example.shop.ShopApplication;
import com.trubrics.appender.testkit.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The shop in a JVM of its own, and a customer of it. */
final class Shop implements AutoCloseable {
    /** Far beyond what a busy machine needs: reached only by a test that fails. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    static final String API_KEY = "key-of-the-shop";

    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

    private final HttpClient customer = HttpClient.newHttpClient();
    private final ChildJvm jvm;
    private final String address;

    private Shop(ChildJvm jvm, String address) {
        this.jvm = jvm;
        this.address = address;
    }

    /** Starts it and waits until it takes orders. */
    static Shop open(Platform platform, String host, String... jvmArguments) {
        List<String> arguments = new ArrayList<>(List.of(jvmArguments));
        arguments.addAll(List.of("-Dtrubrics.host=" + host, "-D" + platform.keyProperty() + "=" + API_KEY));
        ChildJvm jvm = ChildJvm.start(
                platform.classPath(),
                ShopApplication.class.getName(),
                arguments,
                List.of("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off"));
        try {
            String port = jvm.awaitLine(STARTED, PATIENCE).group(1);
            return new Shop(jvm, "http://127.0.0.1:" + port);
        } catch (Throwable failure) {
            jvm.close();
            throw failure;
        }
    }

    /** Orders something. Throws where the shop does not answer, or has closed. */
    void order(int id) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/orders/" + id))
                .header("X-User", "user-" + id)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        int status =
                customer.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 201) {
            throw new IOException("order " + id + ": " + status);
        }
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
