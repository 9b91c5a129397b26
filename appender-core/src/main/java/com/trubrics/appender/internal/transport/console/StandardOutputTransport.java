package com.trubrics.appender.internal.transport.console;

import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.json.EncodedBatch;
import com.trubrics.appender.internal.transport.CancelSignal;
import com.trubrics.appender.internal.transport.Outcome;
import com.trubrics.appender.internal.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** The dry run: each event becomes one line of JSON, in UTF-8 whatever the console's encoding. */
public final class StandardOutputTransport implements Transport {

    private final Supplier<PrintStream> target;

    /** Prints on the current {@link System#out} at each attempt, so a later change by the application applies. */
    public static Transport open() {
        return new StandardOutputTransport(() -> System.out);
    }

    StandardOutputTransport(Supplier<PrintStream> target) {
        this.target = target;
    }

    @Override
    public Outcome send(EventKind kind, EncodedBatch body, DeliverySettings.Sending settings, CancelSignal signal) {
        if (signal.isCancelled()) {
            return Outcome.of(RequestOutcome.UNREACHABLE, "given up before it was printed");
        }
        byte[] lines = lines(body);
        PrintStream out = target.get();
        // In one call, so that lines of several senders and of the application do not mix.
        out.write(lines, 0, lines.length);
        out.flush();
        return Outcome.accepted();
    }

    private static byte[] lines(EncodedBatch body) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(body.size());
        try {
            for (int i = 0; i < body.count(); i++) {
                body.writeEventTo(i, lines);
                lines.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory failed", e);
        }
        return lines.toByteArray();
    }

    /** Does nothing: standard output belongs to the application. */
    @Override
    public void close() {}
}
