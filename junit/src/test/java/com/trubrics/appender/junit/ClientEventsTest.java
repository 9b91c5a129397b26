package com.trubrics.appender.junit;

import static com.trubrics.appender.junit.TrubricsAssertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.TrubricsClient;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events that code tracks itself are captured as well; here by the other way to use the extension. */
@ExtendWith(TrubricsEvents.class)
class ClientEventsTest {

    @Test
    void aClientNeedsNoKey(TrubricsEvents events) {
        try (TrubricsClient client = TrubricsClient.builder().build()) {
            client.track("u-1", "Paid", Map.of("amount", 9.5));
        }

        assertThat(events).single().isUserEvent("Paid").byUser("u-1").hasProperty("amount", 9.5);
    }

    @Test
    void anEventAfterTheCloseIsDropped(TrubricsEvents events) {
        TrubricsClient client = TrubricsClient.builder().build();
        client.close();
        client.track("u-1", "Paid", Map.of());

        assertThat(events).isEmpty().hasDropped(DropReason.CLOSED, 1);
    }

    @Test
    void whatTheFilterHoldsBackIsDropped(TrubricsEvents events) {
        try (TrubricsClient client =
                TrubricsClient.builder().eventFilter(event -> null).build()) {
            client.track("u-1", "Paid", Map.of());
        }

        assertThat(events).isEmpty().hasDropped(DropReason.FILTERED, 1);
    }
}
