package com.trubrics.appender.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TrubricsLangChain4jAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TrubricsLangChain4jAutoConfiguration.class));

    @Test
    void theListenerIsABean() {
        application.run(context -> assertThat(context).hasSingleBean(ChatModelListener.class));
    }

    @Test
    void theApplicationsOwnListenerReplacesIt() {
        application
                .withBean("own", TrubricsChatModelListener.class, TrubricsChatModelListener::new)
                .run(context -> assertThat(context)
                        .hasSingleBean(ChatModelListener.class)
                        .hasBean("own"));
    }

    @Test
    void itCanBeSwitchedOffAndAPlaceholderThatCannotBeResolvedSwitchesNothing() {
        application
                .withPropertyValues("trubrics.llm.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(ChatModelListener.class));
        application
                .withPropertyValues("trubrics.enabled=${NOT_SET}", "trubrics.llm.include-prompt=${NOT_SET}")
                .run(context -> assertThat(context).hasSingleBean(ChatModelListener.class));
    }

    @Test
    void withoutLangChain4jThereIsNothing() {
        application
                .withClassLoader(new FilteredClassLoader("dev.langchain4j"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("trubricsChatModelListener"));
    }
}
