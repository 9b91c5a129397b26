package com.trubrics.appender.spring;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Conditions that read a flag. Unlike Spring's own, they do not keep the application from starting if it has a bad value. */
abstract class OnProperty implements Condition {

    @Override
    public final boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return context.getEnvironment() instanceof ConfigurableEnvironment environment && matches(environment);
    }

    abstract boolean matches(ConfigurableEnvironment environment);

    /** {@code trubrics.enabled} is not false. */
    static final class Enabled extends OnProperty {
        @Override
        boolean matches(ConfigurableEnvironment environment) {
            return !OptionsBinder.bind(environment).isSwitchedOff();
        }
    }

    /** {@code trubrics.user.mdc} is true. */
    static final class UserMdc extends OnProperty {
        @Override
        boolean matches(ConfigurableEnvironment environment) {
            return OptionsBinder.bind(environment).user().mdc();
        }
    }
}
