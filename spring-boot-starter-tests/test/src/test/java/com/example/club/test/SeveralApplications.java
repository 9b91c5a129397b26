package com.example.club.test;

import com.example.club.ClubApplication;
import com.trubrics.appender.testkit.BootApplication;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** Applications that live at the same time in one JVM, with different options. Closing one makes Spring Boot configure
 * the logging framework anew at the next start. */
@EnableAutoConfiguration
class SeveralApplications {

    public static void main(String... host) {
        ConfigurableApplicationContext first = run(host[0], "first");
        log("one");
        ConfigurableApplicationContext second = run(host[0], "second");
        log("two");
        second.close();
        ConfigurableApplicationContext third = run(host[0], "third");
        log("three");
        first.close();
        log("four");
        third.close();
        run(host[0], "fourth").close();
        log("five");
    }

    private static ConfigurableApplicationContext run(String host, String app) {
        SpringApplication application = new SpringApplication(SeveralApplications.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.main.banner-mode=off",
                "--trubrics.host=" + host,
                "--trubrics.api-key=" + Club.API_KEY,
                BootApplication.AMPLE_SHUTDOWN,
                "--trubrics.static-properties.app=" + app));
        return application.run(arguments.toArray(String[]::new));
    }

    private static void log(String visit) {
        LoggerFactory.getLogger(ClubApplication.class)
                .atInfo()
                .addKeyValue("event", "Visit")
                .addKeyValue("user_id", "ada")
                .addKeyValue("properties.id", visit)
                .log("visit {}", visit);
    }
}
