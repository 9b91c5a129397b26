package com.trubrics.appender.spring;

import static com.trubrics.appender.junit.TrubricsAssertions.assertThat;

import com.trubrics.appender.junit.TrubricsEvents;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.SpringBootTest;

/** An application's own test of its rules: no key, no XML, no server. */
@Tag("captured")
@SpringBootTest(
        classes = StarterSmokeTest.Application.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "trubrics.event-rules[0].logger=shop",
            "trubrics.event-rules[0].message=Order {order_id} placed by {user_id}",
            "trubrics.event-rules[0].event=Order Placed"
        })
class CapturedEventsTest {

    @RegisterExtension
    final TrubricsEvents events = new TrubricsEvents();

    @Test
    void aLineOfTheApplicationIsAnEvent() {
        LoggerFactory.getLogger("shop.orders").info("Order {} placed by {}", 7, "u-1");

        assertThat(events).single().isUserEvent("Order Placed").byUser("u-1").hasProperty("order_id", 7);
    }

    @Test
    void aLineThatIsNoneSaysWhy() {
        LoggerFactory.getLogger("shop.orders").info("Order {} cancelled", 7);

        assertThat(events).isEmpty();
        org.assertj.core.api.Assertions.assertThat(events.explanations()).anyMatch(line -> line.contains("rule 1"));
    }
}
