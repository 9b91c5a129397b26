package com.trubrics.appender.testkit;

import com.trubrics.appender.internal.config.Destination;
import java.net.URI;

/** A destination for tests that send nothing anywhere. */
public final class TestDestination {
    /** Nobody is there. */
    public static final Destination ONE =
            new Destination(URI.create("https://example.test"), new Destination.Secret("key"), null, false);

    private TestDestination() {}
}
