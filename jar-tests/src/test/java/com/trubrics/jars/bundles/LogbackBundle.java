package com.trubrics.jars.bundles;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.logback.TrubricsAppender;
import java.time.Duration;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.slf4j.LoggerFactory;

/** Makes its appender itself. */
public final class LogbackBundle implements BundleActivator {

    @Override
    public void start(BundleContext bundle) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        TrubricsAppender appender = new TrubricsAppender();
        appender.setContext(context);
        appender.setName("TRUBRICS");
        appender.setApiKey("key");
        appender.setHost(System.getProperty("trubrics.host"));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        LoggerFactory.getLogger("shop")
                .atInfo()
                .addKeyValue("event", "Sign Up")
                .addKeyValue("user_id", "u1")
                .addKeyValue("properties", "{\"seats\":3}")
                .log("signed up");
        TrubricsClient.flushAll(Duration.ofSeconds(30));
    }

    @Override
    public void stop(BundleContext bundle) {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }
}
