package com.example.shop.test;

import com.example.shop.ShopApplication;
import com.trubrics.appender.testkit.BootApplication;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;

/** The shop in a JVM of its own. */
final class Shop extends BootApplication {
    static final String API_KEY = "key-of-the-shop";

    /** Starts it and waits until it takes orders. */
    Shop(Platform platform, String host, String... jvmArguments) {
        super(platform.classPath(), ShopApplication.class, withKey(platform, host, jvmArguments), List.of());
    }

    private static List<String> withKey(Platform platform, String host, String... jvmArguments) {
        List<String> all = new ArrayList<>(List.of(jvmArguments));
        all.addAll(List.of("-Dtrubrics.host=" + host, "-D" + platform.keyProperty() + "=" + API_KEY));
        return all;
    }

    /** Orders something. Throws if the shop does not answer, or has closed. */
    void order(int id) throws IOException, InterruptedException {
        int status = send(request("/orders/" + id)
                        .header("X-User", "user-" + id)
                        .POST(BodyPublishers.noBody()))
                .statusCode();
        if (status != 201) {
            throw new IOException("order " + id + ": " + status);
        }
    }
}
