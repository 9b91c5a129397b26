package com.example.shop;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders. */
@RestController
class OrderController {
    private static final Logger log = LoggerFactory.getLogger(OrderController.class);

    private final AtomicInteger orders = new AtomicInteger();

    /** The event stands on the call itself, the user in the MDC. Read the keys alike on Logback and on Log4j2. */
    @PostMapping("/orders/{id}")
    @ResponseStatus(HttpStatus.CREATED)
    void order(@PathVariable("id") String id) {
        log.atInfo()
                .addKeyValue("event", "Order placed")
                .addKeyValue("properties.order_id", id)
                .addKeyValue("properties.number", orders.incrementAndGet())
                .log("order {} placed", id);
    }

    /** Logged while Spring stops the application: events of this late hour arrive as well. */
    @PreDestroy
    void close() {
        log.atInfo()
                .addKeyValue("event", "Shop closed")
                .addKeyValue("user_id", "shop")
                .addKeyValue("properties.orders", orders.get())
                .log("closed after {} orders", orders);
    }
}
