package com.trubrics.appender.internal.delivery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.Option;
import com.trubrics.appender.internal.config.Environment;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.config.SettingsReader;
import com.trubrics.appender.internal.queue.Sample;
import com.trubrics.appender.spi.EventCapture;
import com.trubrics.appender.spi.OptionValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A test kit on the class path: nothing is sent. */
class CapturedEventsTest {

    private final PipelinesRig rig = new PipelinesRig();
    private final OptionValues values = new OptionValues();
    private final List<Event> captured = new ArrayList<>();

    @Test
    void anApplicationThatRunsNoTestsHearsOnceThatNothingIsSent() {
        open(false).offer(Sample.event(1));
        open(false).offer(Sample.event(2));

        assertThat(captured).hasSize(2);
        assertThat(rig.said).singleElement().asString().startsWith("WARNING trubrics-test is on the class path");
    }

    @Test
    void aTestRunHearsNothing() {
        open(true).offer(Sample.event(1));

        assertThat(captured).hasSize(1);
        assertThat(rig.said).isEmpty();
    }

    /** There is no host in a test to which lines could be shown. */
    @Test
    void discoveryIsOffWithoutAWord() {
        values.set(Option.DISCOVER, "true");
        Settings settings = settings(true);

        assertThat(settings.discover()).isFalse();
    }

    private PipelineHandle open(boolean testRun) {
        return rig.open(settings(testRun), new PipelineHandle.Owner(new Object(), "test"));
    }

    /** Any warning fails the test. */
    private Settings settings(boolean testRun) {
        Environment environment = new Environment(Map.of(), Map.of(), 1 << 30, capture(testRun));
        return requireNonNull(SettingsReader.read(values, environment, warning -> {
            throw new AssertionError(warning);
        }));
    }

    private EventCapture capture(boolean testRun) {
        return new EventCapture() {
            @Override
            public boolean isTestRun() {
                return testRun;
            }

            @Override
            public void accepted(Event event, String threadName) {
                captured.add(event);
            }

            @Override
            public void dropped(DropReason reason, String why, String threadName) {}

            @Override
            public void explained(String explanation, String threadName) {}
        };
    }
}
