package com.acme.shop;

import com.trubrics.appender.TrubricsClient;
import java.time.Duration;
import org.slf4j.LoggerFactory;

public final class Shop {
    private Shop() {}

    public static void main(String... none) {
        LoggerFactory.getLogger(Shop.class)
                .atInfo()
                .addKeyValue("event", "Sign Up")
                .addKeyValue("user_id", "u1")
                .addKeyValue("properties", "{\"seats\":3}")
                .log("signed up");
        System.out.println(TrubricsClient.flushAll(Duration.ofSeconds(30)) + " " + TrubricsClient.class.getModule());
    }
}
