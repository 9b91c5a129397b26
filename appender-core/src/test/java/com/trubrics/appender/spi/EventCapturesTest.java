package com.trubrics.appender.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.Enumeration;
import org.junit.jupiter.api.Test;

class EventCapturesTest {

    @Test
    void withoutATestKitEventsAreDelivered() {
        assertThat(EventCaptures.installed()).isNull();
        assertThat(EventCaptures.first(null)).isNull();
    }

    @Test
    void aClassLoaderThatHasBeenStoppedDoesNotKeepAnAppenderFromStarting() {
        ClassLoader stopped = new ClassLoader(null) {
            @Override
            public Enumeration<URL> getResources(String name) {
                throw new IllegalStateException("this web application has been stopped");
            }
        };

        assertThat(EventCaptures.first(stopped)).isNull();
    }
}
