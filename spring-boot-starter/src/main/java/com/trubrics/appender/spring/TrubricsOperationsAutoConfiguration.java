package com.trubrics.appender.spring;

import com.trubrics.appender.Option;
import com.trubrics.appender.micrometer.TrubricsMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The meters and the endpoint for an application with Actuator. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration", // Boot 3
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" // Boot
            // 4
        })
@Conditional(OnProperty.Enabled.class)
class TrubricsOperationsAutoConfiguration {

    /** The meters. Actuator binds them when all beans exist, and the context closes them. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({MeterBinder.class, MeterRegistry.class})
    @ConditionalOnBean(MeterRegistry.class)
    @Conditional(OnMetersNotYetThere.class)
    static class Meters {
        @Bean
        @ConditionalOnMissingBean
        TrubricsMetrics trubricsMetrics() {
            return new TrubricsMetrics();
        }
    }

    /** The endpoint {@code trubrics}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class Figures {
        @Bean
        @ConditionalOnAvailableEndpoint
        TrubricsEndpoint trubricsEndpoint() {
            return new TrubricsEndpoint();
        }
    }

    /**
     * With {@code metrics=true}, the meters are in Micrometer's global registry, to which Spring Boot adds the application's
     * own registry by default.
     */
    static final class OnMetersNotYetThere implements Condition {
        private static final String GLOBAL = "management.metrics.use-global-registry";

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !(context.getEnvironment() instanceof ConfigurableEnvironment environment)
                    || !"true".equalsIgnoreCase(OptionsBinder.bind(environment).text(Option.METRICS))
                    || "false".equalsIgnoreCase(environment.getProperty(GLOBAL));
        }
    }
}
