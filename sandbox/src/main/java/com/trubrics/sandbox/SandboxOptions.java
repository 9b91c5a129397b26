package com.trubrics.sandbox;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * How to start a sandbox.
 *
 * @param port the port to listen on; 0 takes a free one
 * @param bind the address to listen on
 * @param maxEvents how many events, and how many refused requests, are kept; the oldest are forgotten. At least 1
 * @param apiKey the only key to accept; {@code null} accepts any
 */
public record SandboxOptions(
        int port, InetAddress bind, int maxEvents, @Nullable String apiKey) {
    /** The port of the program. */
    public static final int DEFAULT_PORT = 8899;

    /** How many events are kept unless told otherwise. */
    public static final int DEFAULT_MAX_EVENTS = 10_000;

    private static final int LAST_PORT = 65_535;

    /** Refuses a port or a number of events that makes no sense. */
    public SandboxOptions {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("port must be 0 to " + LAST_PORT + ", not " + port);
        }
        if (maxEvents < 1) {
            throw new IllegalArgumentException("max-events must be 1 or more, not " + maxEvents);
        }
    }

    /** For tests: a free port of the loopback interface, and any key. */
    public static SandboxOptions onFreePort() {
        return new SandboxOptions(0, InetAddress.getLoopbackAddress(), DEFAULT_MAX_EVENTS, null);
    }

    /** The same on another port. */
    public SandboxOptions withPort(int port) {
        return new SandboxOptions(port, bind, maxEvents, apiKey);
    }

    /** The same on another address. */
    public SandboxOptions withBind(InetAddress bind) {
        return new SandboxOptions(port, bind, maxEvents, apiKey);
    }

    /** The same with another bound. */
    public SandboxOptions withMaxEvents(int maxEvents) {
        return new SandboxOptions(port, bind, maxEvents, apiKey);
    }

    /** The same, accepting this key only. */
    public SandboxOptions withApiKey(@Nullable String apiKey) {
        return new SandboxOptions(port, bind, maxEvents, apiKey);
    }
}
