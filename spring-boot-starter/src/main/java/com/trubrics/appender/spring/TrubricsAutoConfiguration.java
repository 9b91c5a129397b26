package com.trubrics.appender.spring;

import com.trubrics.appender.EventFilter;
import com.trubrics.appender.Option;
import com.trubrics.appender.UserSource;
import com.trubrics.appender.llm.LlmUser;
import io.micrometer.context.ContextRegistry;
import jakarta.servlet.Filter;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.WebFilter;

/**
 * What the starter needs of an application's context: who the user is, and on which thread. The appender itself is
 * attached long before, by {@link TrubricsListener}.
 */
@AutoConfiguration
@Conditional(OnProperty.Enabled.class)
class TrubricsAutoConfiguration {

    /** The beans, as soon as all exist. There is nobody to use them in a context that no SpringApplication has made. */
    @Bean
    SmartInitializingSingleton trubricsBeansInUse(
            ObjectProvider<ApplicationBeans> application,
            ObjectProvider<UserSource> users,
            ObjectProvider<EventFilter> filters) {
        return () -> application.ifAvailable(beans -> beans.use(
                users.orderedStream().toList(), filters.orderedStream().toList()));
    }

    /**
     * The user who asks a model, on the thread that asks, unless its MDC names one. If the application has chosen a source of its own, only the
     * appender asks that one.
     */
    @Bean
    @ConditionalOnMissingBean
    LlmUser trubricsLlmUser(ConfigurableEnvironment environment) {
        BoundOptions options = OptionsBinder.bind(environment);
        MdcKeys keys = MdcKeys.of(options);
        return options.text(Option.USER_SOURCE) == null
                ? () -> keys.nameUser() ? null : CurrentUser.id()
                : LlmUser.OF_THE_LINE;
    }

    /** MDC entries on other threads. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ContextRegistry.class)
    static class Propagation {
        Propagation(ConfigurableEnvironment environment) {
            BoundOptions options = OptionsBinder.bind(environment);
            ContextRegistry.getInstance().registerThreadLocalAccessor(new MdcAccessor(MdcKeys.of(options)));
        }
    }

    /** The user in Spring MVC, for those who want it in the MDC. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass({Filter.class, OncePerRequestFilter.class, FilterRegistrationBean.class})
    @Conditional(OnProperty.UserMdc.class)
    static class UserInMdc {
        private static final int ORDER_OF_SECURITY = -100;

        @Bean
        FilterRegistrationBean<UserMdcFilter> trubricsUserMdcFilter(ConfigurableEnvironment environment) {
            MdcKeys keys = MdcKeys.of(OptionsBinder.bind(environment));
            int security = environment.getProperty("spring.security.filter.order", Integer.class, ORDER_OF_SECURITY);
            FilterRegistrationBean<UserMdcFilter> filter =
                    new FilterRegistrationBean<>(new UserMdcFilter(keys.userId()));
            filter.setOrder(security + 1);
            return filter;
        }
    }

    /** The user in WebFlux, whose threads do not belong to a request. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass({ReactiveSecurityContextHolder.class, WebFilter.class})
    static class UserInReactor {
        @Bean
        UserWebFilter trubricsUserWebFilter(ConfigurableEnvironment environment) {
            BoundOptions options = OptionsBinder.bind(environment);
            String advice = ReactorPropagation.of(environment).advice(options);
            if (advice != null && Activation.of(environment, options) == Activation.ACTIVE) {
                LogFactory.getLog(TrubricsAutoConfiguration.class).info(advice);
            }
            return new UserWebFilter(new SecurityUser(options.user().claim()));
        }
    }

    /** The same user on the threads of Reactor, if the application lets it propagate contexts. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass({ContextRegistry.class, ReactiveSecurityContextHolder.class, WebFilter.class})
    static class UserOnThreadsOfReactor {
        UserOnThreadsOfReactor(ConfigurableEnvironment environment) {
            BoundOptions options = OptionsBinder.bind(environment);
            String mdcKey = options.user().mdc() ? MdcKeys.of(options).userId() : null;
            ContextRegistry.getInstance().registerThreadLocalAccessor(new ReactiveUser(mdcKey));
        }
    }
}
