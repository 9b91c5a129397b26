package com.trubrics.appender.mapping;

import static com.trubrics.appender.mapping.FakeCall.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Event;
import com.trubrics.appender.value.UserCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A value whose {@code toString()} logs an event while it is being read. */
class ReentryTest {

    private final Mapping mapping = Mapping.byDefault();

    private final class Chatty {
        @Nullable
        Event inner;

        @Override
        public String toString() {
            inner = mapping.map(signUp(this));
            return "chatty";
        }
    }

    private static FakeCall signUp(Object plan) {
        return line().with("user_id", "u").with("event", "Sign Up").with("plan", plan);
    }

    @Test
    void whatAValueLogsWhileItIsReadIsNotTaken() {
        Chatty chatty = new Chatty();

        Event event = mapping.map(signUp(chatty));

        assertThat(event).isNotNull();
        assertThat(event.properties()).containsEntry("plan", "chatty");
        assertThat(chatty.inner).isNull();
        assertThat(mapping.report.ignored).isEqualTo(1);
        assertThat(UserCode.isRunning()).isFalse();
    }
}
