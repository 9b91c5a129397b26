package com.trubrics.appender.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.llm.LlmUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Whom the jars for Spring AI and LangChain4j take for the user who asks a model. */
class LlmUserTest {
    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TrubricsAutoConfiguration.class));

    @AfterEach
    void forgetUser() {
        CurrentUser.PROPAGATED.remove();
    }

    @Test
    void itIsTheUserOfTheThread() {
        application.run(context -> {
            CurrentUser.PROPAGATED.set("ada");
            assertThat(context.getBean(LlmUser.class).currentUserId()).isEqualTo("ada");
        });
    }

    @Test
    void aUserInTheMdcIsTheUserWhateverItsKey() {
        application.withPropertyValues("trubrics.user-id-key=uid,user_id").run(context -> {
            CurrentUser.PROPAGATED.set("ada");
            try (MDC.MDCCloseable closed = MDC.putCloseable("uid", "lin")) {
                assertThat(closed).isNotNull();
                assertThat(context.getBean(LlmUser.class).currentUserId()).isNull();
            }
            assertThat(context.getBean(LlmUser.class).currentUserId()).isEqualTo("ada");
        });
    }

    @Test
    void aSourceThatTheApplicationNamesIsTheOnlyOne() {
        application
                .withPropertyValues("trubrics.user-source=com.acme.Users.id()")
                .run(context -> {
                    CurrentUser.PROPAGATED.set("ada");
                    assertThat(context.getBean(LlmUser.class).currentUserId()).isNull();
                });
    }

    @Test
    void aBeanOfTheApplicationReplacesIt() {
        application
                .withBean("own", LlmUser.class, () -> () -> "lin")
                .run(context -> assertThat(context.getBean(LlmUser.class).currentUserId())
                        .isEqualTo("lin"));
    }
}
