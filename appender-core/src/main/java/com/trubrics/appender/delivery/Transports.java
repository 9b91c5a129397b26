package com.trubrics.appender.delivery;

import com.trubrics.appender.config.Destination;
import com.trubrics.appender.transport.Transport;
import com.trubrics.appender.transport.console.StandardOutputTransport;
import com.trubrics.appender.transport.http.OkHttpTransport;
import java.util.function.Consumer;

/** The ways to send batches from which a destination chooses. */
final class Transports {

    private Transports() {}

    /** Over HTTP, or to standard output in a dry run. */
    static Transport open(Destination destination, Consumer<String> warnings) {
        return destination.dryRun() ? StandardOutputTransport.open() : OkHttpTransport.open(destination, warnings);
    }
}
