package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.transport.Transport;
import com.trubrics.appender.internal.transport.console.StandardOutputTransport;
import com.trubrics.appender.internal.transport.http.OkHttpTransport;
import java.util.function.Consumer;

/** The ways to send batches from which a destination chooses. */
final class Transports {

    private Transports() {}

    /** Over HTTP, or to standard output in a dry run. */
    static Transport open(Destination destination, Consumer<String> warnings) {
        return destination.dryRun() ? StandardOutputTransport.open() : OkHttpTransport.open(destination, warnings);
    }
}
