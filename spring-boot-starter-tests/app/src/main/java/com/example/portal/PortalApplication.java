package com.example.portal;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A portal: people sign in at an identity provider, and programs bring its tokens. */
@SpringBootApplication
public class PortalApplication {
    public static void main(String... arguments) {
        SpringApplication.run(PortalApplication.class, arguments);
    }
}
