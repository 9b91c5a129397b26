package com.example.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A shop. What becomes of its log lines is decided by the logging framework's configuration beside it. */
@SpringBootApplication
public class ShopApplication {
    public static void main(String... arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }
}
