package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.RandomLifeContract;

class Log4j2RandomLifeTest extends RandomLifeContract<Log4j2System> {
    @Override
    protected Log4j2System start(AppenderConfig config) {
        return Log4j2System.start(config);
    }

    @Override
    protected void reconfigure(Log4j2System system, AppenderConfig config) {
        system.reconfigure(Log4j2Xml.write(config));
    }

    @Override
    protected void stopAppender(Log4j2System system) {
        system.appender().stop();
    }

    @Override
    protected void startAppender(Log4j2System system) {
        system.appender().start();
    }
}
