package com.example.compatibility;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A Spring Boot application, started for one chat. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class SpringAiCall {

    static void make(LocalServer server) {
        SpringApplication application = new SpringApplication(SpringAiCall.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = application.run(
                "--spring.main.banner-mode=off",
                "--spring.ai.openai.api-key=key",
                "--spring.ai.openai.base-url=" + server.url("/v1"))) {
            Library.check(
                    LocalServer.COMPLETION, context.getBean(ChatModel.class).call("What is Trubrics?"));
        }
    }
}
