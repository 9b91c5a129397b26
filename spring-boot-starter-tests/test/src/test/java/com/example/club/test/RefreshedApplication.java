package com.example.club.test;

import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application with a bootstrap context of Spring Cloud, which has no key. A property changes while the application
 * runs, and a refresh starts and closes more helper applications to look for changes.
 */
@EnableAutoConfiguration
class RefreshedApplication {

    public static void main(String... arguments) {
        ConfigurableApplicationContext context = SpringApplication.run(RefreshedApplication.class, arguments);
        log("before");
        System.setProperty("trubrics.static-properties.app", "changed");
        context.getBean(ContextRefresher.class).refresh();
        log("after");
        context.close();
        log("at the end");
    }

    private static void log(String when) {
        LoggerFactory.getLogger(RefreshedApplication.class)
                .atInfo()
                .addKeyValue("event", "Visit")
                .addKeyValue("user_id", "ada")
                .addKeyValue("properties.when", when)
                .log("visit {}", when);
    }
}
