package com.trubrics.appender;

import java.time.Duration;

/** Tracks an event, flushes, and exits with 1 if the flush says that everything was delivered. */
final class FlushingProgram {

    private FlushingProgram() {}

    /** Argument: the host. */
    public static void main(String... arguments) {
        TrubricsClient client = TrubricsClient.builder()
                .apiKey("key")
                .host(arguments[0])
                .shutdownTimeout(Duration.ZERO)
                .build();
        client.track(UserEvent.builder("u1", "Sign Up").build());
        boolean delivered = client.flush(Duration.ofMillis(100));
        System.exit(delivered ? 1 : 0);
    }
}
