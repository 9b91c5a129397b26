package com.example.club;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A club with members. */
@SpringBootApplication
public class ClubApplication {
    public static void main(String... arguments) {
        SpringApplication.run(ClubApplication.class, arguments);
    }
}
