package com.example.club.test;

import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** An application that has the starter and nothing else: no web, no security, no context propagation. */
@EnableAutoConfiguration
class BareApplication {
    public static void main(String... arguments) {
        SpringApplication.run(BareApplication.class, arguments);
        LoggerFactory.getLogger(BareApplication.class)
                .atInfo()
                .addKeyValue("event", "Visit")
                .addKeyValue("user_id", "ada")
                .log("a line");
    }
}
