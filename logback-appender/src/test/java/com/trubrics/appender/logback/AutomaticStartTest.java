package com.trubrics.appender.logback;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.ChildJvm;
import com.trubrics.appender.testkit.ExitProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees when Logback configures itself; in a JVM of its own, because it does that once. */
class AutomaticStartTest {
    @TempDir
    private Path directory;

    @Test
    void aWarningOfTheStartIsSeenOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("logback.xml"), LogbackXml.write(AppenderConfig.bare()));
        try (ChildJvm child = ChildJvm.start(
                LogbackExitProgram.class,
                List.of("-Dlogback.configurationFile=" + file),
                List.of(ExitProgram.Ending.RETURN.name(), "10"))) {
            ChildJvm.Exit exit = child.awaitExit(ChildJvm.PATIENCE);
            assertThat(exit.code()).isZero();
            assertThat((exit.out() + "\n" + exit.err()).lines())
                    .filteredOn(line -> line.contains("TRUBRICS_API_KEY"))
                    .hasSize(1);
        }
    }
}
