package com.trubrics.appender.junit;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.spi.EventCapture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes captured events to the test that caused them. The core finds it with {@link java.util.ServiceLoader}. */
public final class TestCapture implements EventCapture {

    /** For {@link java.util.ServiceLoader}. */
    public TestCapture() {}

    /** Build tools and IDEs start tests through JUnit's launcher, which applications do not contain. */
    @Override
    public boolean isTestRun() {
        return sees(TestCapture.class.getClassLoader())
                || sees(Thread.currentThread().getContextClassLoader());
    }

    private static boolean sees(@Nullable ClassLoader loader) {
        try {
            return loader != null && Class.forName("org.junit.platform.launcher.Launcher", false, loader) != null;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

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
