package com.trubrics.appender.junit;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.spi.EventCapture;
import java.util.function.Consumer;

/** Hands what is captured to the test that caused it. Core finds it through {@link java.util.ServiceLoader}. */
public final class TestCapture implements EventCapture {

    /** For {@link java.util.ServiceLoader}. */
    public TestCapture() {}

    @Override
    public void accepted(Event event, String threadName) {
        record(threadName, recording -> recording.add(event));
    }

    @Override
    public void dropped(DropReason reason, String why, String threadName) {
        record(threadName, recording -> recording.add(new DroppedEvent(reason, why)));
    }

    @Override
    public void explained(String explanation, String threadName) {
        record(threadName, recording -> recording.add(explanation));
    }

    private static void record(String threadName, Consumer<Recording> what) {
        Recording recording = RunningTests.of(threadName);
        if (recording != null) {
            what.accept(recording);
        }
    }
}
