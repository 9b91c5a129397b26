package com.trubrics.sandbox;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The options of a sandbox.
 *
 * @param port the port to listen on; 0 chooses a free one
 * @param bind the address to listen on
 * @param maxEvents how many events to keep, at least 1; the oldest are removed. Also limits refused requests, of which at most
 *     1,000 are kept
 * @param apiKey the only key to accept; {@code null} accepts any
 */
public record SandboxOptions(
        int port, InetAddress bind, int maxEvents, @Nullable String apiKey) {
    /** The default port. */
    public static final int DEFAULT_PORT = 8899;

    /** The default number of events to keep. */
    public static final int DEFAULT_MAX_EVENTS = 10_000;

    private static final int LAST_PORT = 65_535;

    /** Throws {@link IllegalArgumentException} for a port outside 0 to 65535, and for less than one event. */
    public SandboxOptions {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("port must be 0 to " + LAST_PORT + ", not " + port);
        }
        if (maxEvents < 1) {
            throw new IllegalArgumentException("max-events must be 1 or more, not " + maxEvents);
        }
    }

    /** Returns options for tests: a free port of the loopback interface, and any key. */
    public static SandboxOptions onFreePort() {
        return new SandboxOptions(0, InetAddress.getLoopbackAddress(), DEFAULT_MAX_EVENTS, null);
    }

    /** Returns a copy with another port. */
    public SandboxOptions withPort(int port) {
        return new SandboxOptions(port, bind, maxEvents, apiKey);
    }

    /** Returns a copy with another address. */
    public SandboxOptions withBind(InetAddress bind) {
        return new SandboxOptions(port, bind, maxEvents, apiKey);
    }

    /** Returns a copy that keeps another number of events. */
    public SandboxOptions withMaxEvents(int maxEvents) {
        return new SandboxOptions(port, bind, maxEvents, apiKey);
    }

    /** Returns a copy that accepts only this key. */
    public SandboxOptions withApiKey(@Nullable String apiKey) {
        return new SandboxOptions(port, bind, maxEvents, apiKey);
    }
}
