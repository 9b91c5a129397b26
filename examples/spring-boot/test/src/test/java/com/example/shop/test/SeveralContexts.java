package com.example.shop.test;

import com.example.shop.ShopApplication;
import com.trubrics.appender.testkit.ChildJvm;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The shop, started and closed three times in one JVM. Each start configures the logging system anew: without a key
 * first, then with one.
 */
final class SeveralContexts {
    /** Of one context: a full batch, which leaves at once. */
    private static final int VISITS = 20;

    private SeveralContexts() {}

    static ChildJvm start(Platform platform, String host) {
        return ChildJvm.start(
                platform.classPath(), SeveralContexts.class.getName(), List.of("-Dtrubrics.host=" + host), List.of());
    }

    /** Those of the contexts that had a key. */
    static List<String> expectedVisits() {
        return IntStream.range(VISITS, 3 * VISITS).mapToObj(Integer::toString).toList();
    }

    public static void main(String... none) {
        visit(0);
        System.setProperty("trubrics.apiKey", Shop.API_KEY);
        visit(1);
        visit(2);
    }

    private static void visit(int context) {
        SpringApplication application = new SpringApplication(ShopApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext running = application.run("--spring.main.banner-mode=off")) {
            for (int id = context * VISITS; id < (context + 1) * VISITS; id++) {
                LoggerFactory.getLogger(ShopApplication.class)
                        .atInfo()
                        .addKeyValue("event", "Visit")
                        .addKeyValue("user_id", "user-" + id)
                        .addKeyValue("properties.id", id)
                        .log("visit {} of {}", id, running.getId());
            }
        }
    }
}
