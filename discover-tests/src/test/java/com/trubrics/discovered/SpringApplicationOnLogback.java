package com.trubrics.discovered;

import com.trubrics.appender.testkit.LogLine;
import com.trubrics.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** An application of Spring Boot with the starter, configured by YAML. */
final class SpringApplicationOnLogback implements RunningApplication {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Beans {}

    private final ConfigurableApplicationContext context;
    private final Path file;

    private SpringApplicationOnLogback(ConfigurableApplicationContext context, Path file) {
        this.context = context;
        this.file = file;
    }

    /** Starts it with this YAML, beside what sends events to the sandbox. */
    static SpringApplicationOnLogback start(SandboxServer sandbox, String yaml) throws IOException {
        Path file = Files.createTempFile("discovered", ".yaml");
        Files.writeString(file, yaml);
        SpringApplication application = new SpringApplicationBuilder(Beans.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.config.location=" + file.toUri(),
                        "spring.main.banner-mode=off",
                        "trubrics.host=" + sandbox.host(),
                        "trubrics.api-key=any",
                        "trubrics.flush-interval=1s",
                        "trubrics.shutdown-timeout=2m")
                .build();
        return new SpringApplicationOnLogback(application.run(), file);
    }

    @Override
    @SuppressWarnings("try") // closed to take the entry away
    public void log(LogLine line) {
        line.context().forEach(MDC::put);
        try {
            LoggerFactory.getLogger(line.logger())
                    .info(line.message(), line.arguments().toArray());
        } finally {
            MDC.clear();
        }
    }

    @Override
    public void close() {
        context.close();
        file.toFile().deleteOnExit();
    }
}
