package com.trubrics.appender.transport;

import com.trubrics.appender.config.DeliverySettings;
import com.trubrics.appender.json.EncodedBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** The dry run: each event becomes one line of JSON, in UTF-8 whatever the console's encoding. */
final class StandardOutputTransport implements Transport {

    private final Supplier<PrintStream> target;

    StandardOutputTransport(Supplier<PrintStream> target) {
        this.target = target;
    }

    @Override
    public Outcome send(Endpoint endpoint, EncodedBatch body, DeliverySettings.Sending settings, CancelSignal signal) {
        if (signal.isCancelled()) {
            return new Outcome.Retry(Outcome.Cause.NETWORK, null, "given up before it was printed");
        }
        byte[] lines = lines(body);
        PrintStream out = target.get();
        // In one call, so that lines of several senders and of the application stay whole.
        out.write(lines, 0, lines.length);
        out.flush();
        return new Outcome.Delivered();
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
