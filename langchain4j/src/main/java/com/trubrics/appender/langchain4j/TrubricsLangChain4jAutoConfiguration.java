package com.trubrics.appender.langchain4j;

import com.trubrics.appender.llm.LlmProperties;
import com.trubrics.appender.llm.LlmUser;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import org.jspecify.annotations.Nullable;
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

/** Defines the listener as a bean in a Spring Boot application. LangChain4j's starters register it with their models. */
@AutoConfiguration
@ConditionalOnClass(ChatModelListener.class)
@Conditional(TrubricsLangChain4jAutoConfiguration.Enabled.class)
public class TrubricsLangChain4jAutoConfiguration {

    /** Called by Spring. */
    public TrubricsLangChain4jAutoConfiguration() {}

    /** Returns the listener with the application's options. A bean of this type replaces it. */
    @Bean
    @ConditionalOnMissingBean
    TrubricsChatModelListener trubricsChatModelListener(Environment environment, ObjectProvider<LlmUser> user) {
        return new TrubricsChatModelListener(
                LlmProperties.read(environment::getProperty).withUser(() -> userOf(user.getIfAvailable())));
    }

    private static @Nullable String userOf(@Nullable LlmUser user) {
        return user == null ? null : user.currentUserId();
    }

    /** Unlike Spring's own condition, this does not fail if a value has an unresolved placeholder. */
    static final class Enabled implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return LlmProperties.isEnabled(context.getEnvironment()::getProperty);
        }
    }
}
