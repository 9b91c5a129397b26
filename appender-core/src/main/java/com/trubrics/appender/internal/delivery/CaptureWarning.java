package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.spi.EventCapture;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Warns, once, if a test kit captures the events of an application that expects them to be sent. Thread-safe. */
final class CaptureWarning {

    private final AtomicBoolean given = new AtomicBoolean();

    /** Adds the warning to those about one appender or client, if it concerns its settings. */
    void addTo(List<String> warnings, Settings settings) {
        EventCapture capture = settings.capture();
        if (capture != null && !capture.isTestRun() && !given.getAndSet(true)) {
            warnings.add(
                    "trubrics-test is on the class path, so no event is sent, but this JVM does not seem to run tests."
                            + " In production, remove that jar: give the dependency the scope 'test'.");
        }
    }
}
