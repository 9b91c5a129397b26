package com.trubrics.appender;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two clients of one destination. */
class SharedClientTest {

    private static TrubricsClient client() {
        return TrubricsClient.builder()
                .option(Option.DRY_RUN, "true")
                .option(Option.HOST, "http://localhost:1/shared")
                .option(Option.REGISTER_SHUTDOWN_HOOK, "false")
                .build();
    }

    @Test
    void whatIsTrackedWithAClosedClientIsCountedAsClosedThoughAnotherGoesOn() {
        try (TrubricsClient other = client()) {
            TrubricsClient closed = client();
            closed.close();
            closed.track(UserEvent.builder("u", "Too late").build());

            assertThat(other.stats().dropped(DropReason.CLOSED)).isEqualTo(1);
            assertThat(other.stats().pending()).isZero();
        }
    }
}
