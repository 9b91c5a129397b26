package com.trubrics.appender.logback;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.RedeployContract;
import com.trubrics.appender.testkit.WebApplication;

class LogbackRedeployTest extends RedeployContract {
    @Override
    protected Class<? extends WebApplication> application() {
        return LogbackWebApplication.class;
    }

    @Override
    protected String write(AppenderConfig config) {
        return LogbackXml.write(config)
                .replace(
                        " class=\"ch.qos.logback.core.read.ListAppender\"",
                        " class=\"ch.qos.logback.core.helpers.NOPAppender\"");
    }
}
