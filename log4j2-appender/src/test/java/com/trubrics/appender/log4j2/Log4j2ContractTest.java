package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.ConfigurationContract;
import com.trubrics.appender.testkit.EgressContract;
import com.trubrics.appender.testkit.EventRuleContract;
import com.trubrics.appender.testkit.FrameworkContract;
import com.trubrics.appender.testkit.KindContract;
import com.trubrics.appender.testkit.LoggingSystem;
import com.trubrics.appender.testkit.PropertyContract;
import com.trubrics.appender.testkit.RealLineContract;
import com.trubrics.appender.testkit.UserContract;
import com.trubrics.appender.testkit.ValueContract;
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
}
