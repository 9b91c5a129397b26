package com.trubrics.appender.logback;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.RandomLifeContract;

class LogbackRandomLifeTest extends RandomLifeContract<LogbackSystem> {
    @Override
    protected LogbackSystem start(AppenderConfig config) {
        return LogbackSystem.start(config);
    }

    @Override
    protected void reconfigure(LogbackSystem system, AppenderConfig config) {
        system.reconfigure(LogbackXml.write(config));
    }

    @Override
    protected void stopAppender(LogbackSystem system) {
        system.appender().stop();
    }

    @Override
    protected void startAppender(LogbackSystem system) {
        system.appender().start();
    }
}
