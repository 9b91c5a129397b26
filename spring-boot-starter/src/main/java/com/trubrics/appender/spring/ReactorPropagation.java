package com.trubrics.appender.spring;

import com.trubrics.appender.Option;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/** Whether log calls of a WebFlux application know the user of their request. Spring Boot's default is that they do not. */
enum ReactorPropagation {
    COMPLETE(""),
    SWITCHED_OFF("Set 'spring.reactor.context-propagation' to 'auto'"),
    IMPOSSIBLE(
            "Add the library io.micrometer:context-propagation, and set 'spring.reactor.context-propagation' to 'auto'");

    private static final String PROPERTY = "spring.reactor.context-propagation";

    private final String remedy;

    ReactorPropagation(String remedy) {
        this.remedy = remedy;
    }

    static ReactorPropagation of(ConfigurableEnvironment environment) {
        if (!OptionalLibrary.CONTEXT_PROPAGATION.isPresent()) {
            return IMPOSSIBLE;
        }
        String mode = Binder.get(environment).bind(PROPERTY, String.class).orElse("");
        return mode.equalsIgnoreCase("auto") ? COMPLETE : SWITCHED_OFF;
    }

    /** Returns what to do, or null if nothing is missing, or if the application finds its users in another way. */
    @Nullable
    String advice(BoundOptions options) {
        boolean isNeeded = options.text(Option.USER_SOURCE) == null && options.text(Option.DEFAULT_USER_ID) == null;
        return this == COMPLETE || !isNeeded
                ? null
                : "Log calls in this WebFlux application do not know the signed-in user, so an event that names none will"
                        + " be dropped. " + remedy + ", or name the user of each event.";
    }
}
