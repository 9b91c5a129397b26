package com.trubrics.appender.spring;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Environments as Spring Boot prepares them, without those of this process. */
final class Environments {
    private Environments() {}

    /** Of names and values by turns. */
    static ConfigurableEnvironment of(String... namesAndValues) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().addFirst(new MapPropertySource("application.yaml", map(namesAndValues)));
        ConfigurationPropertySources.attach(environment);
        return environment;
    }

    /** Adds a source that wins over the others. */
    static ConfigurableEnvironment with(ConfigurableEnvironment environment, String source, String... namesAndValues) {
        environment.getPropertySources().addFirst(new MapPropertySource(source, map(namesAndValues)));
        ConfigurationPropertySources.attach(environment);
        return environment;
    }

    static ConfigurableEnvironment withVariables(ConfigurableEnvironment environment, String... namesAndValues) {
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, map(namesAndValues)));
        ConfigurationPropertySources.attach(environment);
        return environment;
    }

    private static Map<String, Object> map(String... namesAndValues) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
