package com.example.club;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Logs visits as events that do not name the member. */
@Component
class Visits {
    private static final Logger log = LoggerFactory.getLogger(Visits.class);

    private final AtomicInteger visits = new AtomicInteger();

    Visits() {
        log.atInfo()
                .addKeyValue("event", "Club opened")
                .addKeyValue("user_id", "club")
                .log("opened");
    }

    void visit(String id) {
        visits.incrementAndGet();
        log.atInfo()
                .addKeyValue("event", "Visit")
                .addKeyValue("properties.id", id)
                .log("visit {}", id);
    }

    @PreDestroy
    void close() {
        log.atInfo()
                .addKeyValue("event", "Club closed")
                .addKeyValue("user_id", "club")
                .addKeyValue("properties.visits", visits.get())
                .log("closed after {} visits", visits);
    }
}
