package com.trubrics.appender.spring;

import com.trubrics.appender.TrubricsClient;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.ConfigurableEnvironment;

/** The health indicator, with the classes of Spring Boot 3. */
@AutoConfiguration
@ConditionalOnClass(
        name = {
            "org.springframework.boot.actuate.health.HealthIndicator",
            "org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator"
        })
@Conditional(OnProperty.Enabled.class)
class HealthOnBoot3 {

    @Bean
    @ConditionalOnEnabledHealthIndicator("trubrics")
    HealthIndicator trubricsHealthIndicator(ConfigurableEnvironment environment) {
        boolean mayFail = OptionsBinder.isTrue(environment, PropertyNames.HEALTH_FAIL);
        return () -> {
            DeliveryHealth now = DeliveryHealth.of(TrubricsClient.allStats(), mayFail);
            return Health.status(now.status()).withDetails(now.details()).build();
        };
    }
}
