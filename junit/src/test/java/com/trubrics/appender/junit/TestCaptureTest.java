package com.trubrics.appender.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.spi.EventCapture;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestCaptureTest {

    private final ClassLoader contextBefore = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restoreContext() {
        Thread.currentThread().setContextClassLoader(contextBefore);
    }

    @Test
    void thisIsATestRun() {
        assertThat(new TestCapture().isTestRun()).isTrue();
    }

    @Test
    void anApplicationThatHasTheJarButNoJUnitIsNone() throws Exception {
        URL[] jars = {locationOf(TestCapture.class), locationOf(EventCapture.class)};
        try (URLClassLoader application = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(application);
            Class<?> port = application.loadClass(EventCapture.class.getName());
            Object capture = ServiceLoader.load(port, application).findFirst().orElseThrow();

            assertThat(port.getMethod("isTestRun").invoke(capture)).isEqualTo(false);
        }
    }

    private static URL locationOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
