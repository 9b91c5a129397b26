package com.trubrics.appender;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.ChildJvm;
import com.trubrics.appender.testkit.RecordingServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code metrics} loads, in a JVM of its own. */
class MetricsLoadingTest {

    private final RecordingServer server = RecordingServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private ChildJvm.Exit run(String metrics, String... jvmArguments) {
        List<String> jvm = new ArrayList<>(List.of(jvmArguments));
        jvm.add("-Xlog:class+load:stdout");
        try (ChildJvm child = ChildJvm.start(MetricsProgram.class, jvm, List.of(server.host(), metrics))) {
            ChildJvm.Exit exit = child.awaitExit(ChildJvm.PATIENCE);
            assertThat(exit.code()).as(exit.err()).isZero();
            assertThat(exit.out()).contains("delivered: true");
            return exit;
        }
    }

    @Test
    void withoutTheOptionNothingOfJmxIsLoaded() {
        ChildJvm.Exit exit = run("false");
        assertThat(exit.out())
                .doesNotContain(" javax.management.", " java.lang.management.ManagementFactory", "JmxExporter");
        assertThat(exit.err()).doesNotContain("metrics");
    }

    @Test
    void withTheOptionTheMBeanServerIsThere() {
        ChildJvm.Exit exit = run("true");
        assertThat(exit.out()).contains(" javax.management.MBeanServer ");
        assertThat(exit.err()).contains("INFO 'metrics'", "trubrics-micrometer").doesNotContain("WARNING");
    }

    /** As in an image that jlink made without java.management. */
    @Test
    void aJvmWithoutJmxCostsAWarningOnly() {
        ChildJvm.Exit exit = run("true", "--limit-modules", "java.base,java.logging");
        assertThat(exit.err()).containsOnlyOnce("WARNING").contains("java.management");
        assertThat(server.events()).hasSize(1);
    }
}
