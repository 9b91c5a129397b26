package com.trubrics.jars.bundles;

import com.trubrics.appender.TrubricsClient;
import java.time.Duration;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.slf4j.LoggerFactory;

/** Logs, and leaves it to others where the lines go. */
public final class Slf4jBundle implements BundleActivator {

    @Override
    public void start(BundleContext bundle) {
        LoggerFactory.getLogger("shop")
                .atInfo()
                .addKeyValue("event", "Sign Up")
                .addKeyValue("user_id", "u1")
                .addKeyValue("properties", "{\"seats\":3}")
                .log("signed up");
        TrubricsClient.flushAll(Duration.ofSeconds(30));
    }

    @Override
    public void stop(BundleContext bundle) {}
}
