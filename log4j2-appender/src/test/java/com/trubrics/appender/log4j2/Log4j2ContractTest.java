package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.CompiledSnippet;
import com.trubrics.appender.testkit.ConfigurationContract;
import com.trubrics.appender.testkit.DiscoverContract;
import com.trubrics.appender.testkit.EgressContract;
import com.trubrics.appender.testkit.EventRuleContract;
import com.trubrics.appender.testkit.FrameworkContract;
import com.trubrics.appender.testkit.KindContract;
import com.trubrics.appender.testkit.LoggingSystem;
import com.trubrics.appender.testkit.MetricsContract;
import com.trubrics.appender.testkit.PropertyContract;
import com.trubrics.appender.testkit.RealLineContract;
import com.trubrics.appender.testkit.RecipeContract;
import com.trubrics.appender.testkit.Snippets.Snippet;
import com.trubrics.appender.testkit.UserContract;
import com.trubrics.appender.testkit.ValueContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contract of both appenders, on Log4j2; the whole of it on every supported version. */
@Tag("version-matrix")
class Log4j2ContractTest {

    @Nested
    class Kinds extends KindContract {
        @Override
        protected LoggingSystem configure(AppenderConfig config) {
            return Log4j2System.start(config);
        }
    }

    @Nested
    class Properties extends PropertyContract {
        @Override
        protected LoggingSystem configure(AppenderConfig config) {
            return Log4j2System.start(config);
        }
    }

    @Nested
    class Values extends ValueContract {
        @Override
        protected LoggingSystem configure(AppenderConfig config) {
            return Log4j2System.start(config);
        }
    }

    @Nested
    class Discover extends DiscoverContract {
        @Override
        protected LoggingSystem configure(AppenderConfig config) {
            return Log4j2System.start(config);
        }
    }

    @Nested
    class Egress extends EgressContract {
        @Override
        protected LoggingSystem configure(AppenderConfig config) {
            return Log4j2System.start(config);
        }
    }

    @Nested
    class Configuration extends ConfigurationContract {
        @Override
        protected LoggingSystem configure(AppenderConfig config) {
            return Log4j2System.start(config);
        }
    }

    @Nested
    class Framework extends FrameworkContract {
        @Override
        protected LoggingSystem configure(AppenderConfig config) {
            return Log4j2System.start(config);
        }
    }

    @Nested
    class Metrics extends MetricsContract {
        @Override
        protected LoggingSystem configure(AppenderConfig config) {
            return Log4j2System.start(config);
        }
    }

    @Nested
    class RealLines extends RealLineContract {
        @Override
        protected LoggingSystem configure(AppenderConfig config) {
            return Log4j2System.start(config);
        }
    }

    @Nested
    class EventRules extends EventRuleContract {
        @Override
        protected LoggingSystem configure(AppenderConfig config) {
            return Log4j2System.start(config);
        }
    }

    @Nested
    class Users extends UserContract {
        @Override
        protected LoggingSystem configure(AppenderConfig config) {
            return Log4j2System.start(config);
        }
    }

    @Nested
    class Recipes extends RecipeContract {
        @Override
        protected LoggingSystem configure(AppenderConfig config) {
            return Log4j2System.start(config);
        }

        @Override
        protected String framework() {
            return "log4j2";
        }

        @Override
        protected void call(LoggingSystem system, Snippet statements, String logger, Path directory) {
            Snippet translated = new Snippet(
                    statements.document(),
                    statements.line(),
                    statements.info(),
                    statements
                            .text()
                            .replace("MDC.put", "ThreadContext.put")
                            .replace("MDC.clear()", "ThreadContext.clearMap()"));
            List<String> imports = List.of(
                    "java.util.*",
                    "org.apache.logging.log4j.ThreadContext",
                    "org.apache.logging.log4j.message.MapMessage");
            String variable = statements.text().contains("logger.") ? "logger" : "log";
            CompiledSnippet.compile(translated, imports, Map.of(variable, Logger.class.getName()), directory)
                    .run(Logger.class, ((Log4j2System) system).context().getLogger(logger));
        }
    }
}
