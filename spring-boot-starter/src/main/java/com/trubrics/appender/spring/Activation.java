package com.trubrics.appender.spring;

import com.trubrics.appender.Option;
import com.trubrics.appender.spi.EventCaptures;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/** Whether an application sends its events. */
enum Activation {
    /** Its log calls become events. */
    ACTIVE,
    /** It has no Trubrics options, or is switched off. */
    INACTIVE,
    /** It has options but no key, which is a mistake. */
    WITHOUT_KEY,
    /** It has options, but is being tested. */
    IN_A_TEST;

    /** Spring Cloud's helper application, which runs before the real one, has this source. */
    private static final String BOOTSTRAP_SOURCE = "bootstrap";

    /** Set while a build processes an application and reads its environment. A build must not send events. */
    private static final String AOT_PROCESSING = "spring.aot.processing";

    /** The property source of {@code @SpringBootTest(properties = ...)} and {@code @TestPropertySource}. */
    private static final String INLINED_IN_TEST = "Inlined Test Properties";

    private static final String DYNAMIC_IN_TEST = "Dynamic Test Properties";

    /** If the test itself sets one of these, it tests events. */
    private static final Set<ConfigurationPropertyName> ASKING = Set.of(
            ConfigurationPropertyName.of(PropertyNames.of(Option.API_KEY)),
            ConfigurationPropertyName.of(PropertyNames.of(Option.ENABLED)),
            ConfigurationPropertyName.of(PropertyNames.of(Option.DRY_RUN)));

    static Activation of(ConfigurableEnvironment environment, BoundOptions options) {
        if (environment.getPropertySources().contains(BOOTSTRAP_SOURCE)
                || OptionsBinder.isTrue(environment, AOT_PROCESSING)
                || options.isSwitchedOff()) {
            return INACTIVE;
        }
        if (EventCaptures.installed() != null) {
            return ACTIVE; // nothing is sent, so a test needs neither a key nor one of the properties
        }
        if (options.isEmpty()) {
            return INACTIVE;
        }
        if (isTest(environment) && !asksForEvents(environment)) {
            return IN_A_TEST;
        }
        return hasKey(options) || isDryRun(options) ? ACTIVE : WITHOUT_KEY;
    }

    /** An unresolved placeholder stays in the text, and must not be sent as a key. */
    private static boolean hasKey(BoundOptions options) {
        String key = options.text(Option.API_KEY);
        return key != null && !key.contains("${");
    }

    /** A text that is neither true nor false is a mistake, which the appender reports. */
    private static boolean isDryRun(BoundOptions options) {
        String text = options.text(Option.DRY_RUN);
        return text != null && !text.equalsIgnoreCase("false");
    }

    private static boolean isTest(ConfigurableEnvironment environment) {
        return environment.getPropertySources().contains(INLINED_IN_TEST);
    }

    private static boolean asksForEvents(ConfigurableEnvironment environment) {
        return OptionsBinder.isTrue(environment, PropertyNames.TEST)
                || Stream.of(INLINED_IN_TEST, DYNAMIC_IN_TEST).anyMatch(source -> asks(environment, source));
    }

    private static boolean asks(ConfigurableEnvironment environment, String sourceName) {
        PropertySource<?> source = environment.getPropertySources().get(sourceName);
        return source instanceof EnumerablePropertySource<?> listed
                && Stream.of(listed.getPropertyNames())
                        .map(name -> ConfigurationPropertyName.adapt(name, '.'))
                        .anyMatch(ASKING::contains);
    }
}
