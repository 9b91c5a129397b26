package com.trubrics.appender.logback;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.Campaign;
import com.trubrics.appender.testkit.Reconfigurable;
import com.trubrics.appender.testkit.ReconfigurationContract;
import com.trubrics.appender.testkit.Witness;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which Logback gets another configuration. */
class ReconfigurationTest {

    /** Logback loses what is logged between reset and configuration; that is not for our appender to mend. */
    private abstract static class OnLogback extends ReconfigurationContract {
        @Override
        protected Collection<String> handedOver(Collection<String> logged) {
            return Witness.handedOver();
        }
    }

    @Nested
    @Tag("version-matrix")
    class Reset extends OnLogback {
        @Override
        protected Reconfigurable start(AppenderConfig config) {
            return LogbackReconfiguration.withReset(config);
        }
    }

    @Nested
    class NoReset extends OnLogback {
        @Override
        protected Reconfigurable start(AppenderConfig config) {
            return LogbackReconfiguration.withoutReset(config);
        }

        @Override
        protected int rounds() {
            // Each adds one more appender, which takes every line as well.
            return Campaign.rounds(5, 30);
        }

        @Override
        protected boolean replacesAppenders() {
            return false;
        }
    }

    @Nested
    class Scan extends OnLogback {
        @TempDir
        private Path directory;

        @Override
        protected Reconfigurable start(AppenderConfig config) {
            return LogbackReconfiguration.byScan(config, directory);
        }
    }
}
