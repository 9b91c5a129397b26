package com.trubrics.appender.springai;

import com.trubrics.appender.llm.LlmProperties;
import com.trubrics.appender.llm.LlmUser;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.observation.ChatClientObservationContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Defines the handler as a bean in a Spring Boot application. Actuator registers it, like all handlers. Without Actuator,
 * nothing would be observed, so this adds a registry that observes only Spring AI.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration", // Boot 3
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration" // Boot 4
        })
@ConditionalOnClass({ChatClientObservationContext.class, ObservationHandler.class})
@Conditional(TrubricsSpringAiAutoConfiguration.Enabled.class)
public class TrubricsSpringAiAutoConfiguration {

    /** Called by Spring. */
    public TrubricsSpringAiAutoConfiguration() {}

    /** Returns the handler with the application's options. A bean of this type replaces it. */
    @Bean
    @ConditionalOnMissingBean
    TrubricsObservationHandler trubricsObservationHandler(Environment environment, ObjectProvider<LlmUser> user) {
        return new TrubricsObservationHandler(
                LlmProperties.read(environment::getProperty).withUser(() -> userOf(user.getIfAvailable())));
    }

    private static @Nullable String userOf(@Nullable LlmUser user) {
        return user == null ? null : user.currentUserId();
    }

    /** Observes all of Spring AI, because intermediate observations connect a model's call with its client. */
    @Bean
    @ConditionalOnMissingBean
    ObservationRegistry trubricsObservationRegistry(TrubricsObservationHandler handler) {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig()
                .observationHandler(handler)
                .observationPredicate((name, context) -> handler.supportsContext(context));
        return registry;
    }

    /** Unlike Spring's own condition, this does not fail if a value has an unresolved placeholder. */
    static final class Enabled implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return LlmProperties.isEnabled(context.getEnvironment()::getProperty);
        }
    }
}
