package com.example.club.test;

import com.trubrics.appender.EventFilter;
import com.trubrics.appender.UserSource;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.context.annotation.Bean;

/**
 * An application that DevTools restarts, as after a change of its classes. Each start has a class loader of its own. This is
 * no {@code @Configuration}: the club would find it, and use its beans.
 */
@EnableAutoConfiguration
class RestartingApplication {
    static final int STARTS = 4;

    /** What each start leaves for the next, by the system properties, which no class loader separates. */
    private static final String LOADERS = "test.loaders";

    @Bean
    EventFilter filter() {
        return event -> event;
    }

    @Bean
    UserSource user() {
        return () -> "ada";
    }

    @Bean
    DisposableBean last() {
        int start = loaders().size();
        return () -> log("Closed", start);
    }

    public static void main(String... arguments) {
        SpringApplication.run(RestartingApplication.class, arguments);
        List<WeakReference<ClassLoader>> loaders = loaders();
        loaders.add(new WeakReference<>(Thread.currentThread().getContextClassLoader()));
        log("Started", loaders.size() - 1);
        if (loaders.size() < STARTS) {
            new Thread(() -> Restarter.getInstance().restart()).start();
        } else {
            log("Loaders of earlier starts", loadersLeft(loaders) - 1);
            System.exit(0);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<WeakReference<ClassLoader>> loaders() {
        return (List<WeakReference<ClassLoader>>)
                System.getProperties().computeIfAbsent(LOADERS, first -> new ArrayList<WeakReference<ClassLoader>>());
    }

    private static long loadersLeft(List<WeakReference<ClassLoader>> loaders) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        long left = loaders.size();
        while (left > 2 && System.nanoTime() < deadline) {
            System.gc();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            left = loaders.stream().filter(loader -> loader.get() != null).count();
        }
        return left;
    }

    private static void log(String event, long number) {
        LoggerFactory.getLogger("com.example.club")
                .atInfo()
                .addKeyValue("event", event)
                .addKeyValue("properties.number", number)
                .log("{} {}", event, number);
    }
}
