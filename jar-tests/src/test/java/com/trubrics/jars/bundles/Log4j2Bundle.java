package com.trubrics.jars.bundles;

import com.trubrics.appender.TrubricsClient;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.message.StringMapMessage;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Lets Log4j2 read an XML file of its own. */
public final class Log4j2Bundle implements BundleActivator {

    @Override
    public void start(BundleContext bundle) throws Exception {
        URI configuration = Objects.requireNonNull(Log4j2Bundle.class.getResource("/config/log4j2.xml"))
                .toURI();
        LoggerContext context = (LoggerContext) LogManager.getContext(Log4j2Bundle.class.getClassLoader(), false);
        context.setConfigLocation(configuration);
        context.getLogger("shop")
                .info(new StringMapMessage()
                        .with("event", "Sign Up")
                        .with("user_id", "u1")
                        .with("properties", "{\"seats\":3}"));
        TrubricsClient.flushAll(Duration.ofSeconds(30));
        Configurator.shutdown(context);
    }

    @Override
    public void stop(BundleContext bundle) {}
}
