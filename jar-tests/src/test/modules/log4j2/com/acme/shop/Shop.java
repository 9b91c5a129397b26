package com.acme.shop;

import com.trubrics.appender.TrubricsClient;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.message.StringMapMessage;

public final class Shop {
    private Shop() {}

    public static void main(String... none) {
        LogManager.getLogger(Shop.class)
                .info(new StringMapMessage()
                        .with("event", "Sign Up")
                        .with("user_id", "u1")
                        .with("properties", "{\"seats\":3}"));
        System.out.println(TrubricsClient.flushAll(Duration.ofSeconds(30)) + " " + TrubricsClient.class.getModule());
    }
}
