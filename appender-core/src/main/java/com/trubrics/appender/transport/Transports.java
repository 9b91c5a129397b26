package com.trubrics.appender.transport;

import com.trubrics.appender.config.Destination;
import java.util.function.Consumer;

/** Opens the transport for a destination. */
public final class Transports {
    private Transports() {}

    /**
     * Over HTTP, or to standard output in a dry run. Does no I/O and starts no thread: that is left to the first
     * {@link Transport#send}.
     *
     * @param warnings see {@link Transport.Opener}
     * @throws IllegalArgumentException if the host is no absolute {@code http} or {@code https} URL, which reading the
     *     configuration has ruled out
     */
    public static Transport open(Destination destination, Consumer<String> warnings) {
        // System.out is read at each send: what the application sets later holds.
        return destination.dryRun()
                ? new StandardOutputTransport(() -> System.out)
                : new OkHttpTransport(destination, warnings, Jvm.real());
    }
}
