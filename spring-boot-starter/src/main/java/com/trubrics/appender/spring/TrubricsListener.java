package com.trubrics.appender.spring;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Attaches the appender after Spring Boot has read the application's properties and configured the logging framework, so even
 * the first line of a start can be an event.
 *
 * <p>Spring Boot creates one instance for each {@code SpringApplication}. Failures here never keep an application from
 * starting.
 */
final class TrubricsListener implements GenericApplicationListener {
    private static final Log log = LogFactory.getLog(TrubricsListener.class);

    /** A class of Spring Cloud, which is never on our own class path. */
    private static final String ENVIRONMENT_CHANGED =
            "org.springframework.cloud.context.environment.EnvironmentChangeEvent";

    private static final String BEAN = ApplicationBeans.class.getName();

    private final LiveApplications applications;

    /** Null until it is prepared. Child contexts also send their events to their parent's listeners. */
    private @Nullable ConfigurableApplicationContext context;

    private boolean joined;

    TrubricsListener() {
        this(LiveApplications.ofTheJvm());
    }

    TrubricsListener(LiveApplications applications) {
        this.applications = applications;
    }

    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER + 1;
    }

    @Override
    public boolean supportsEventType(ResolvableType eventType) {
        Class<?> type = eventType.resolve(Object.class);
        return ApplicationEnvironmentPreparedEvent.class.isAssignableFrom(type)
                || ApplicationPreparedEvent.class.isAssignableFrom(type)
                || ApplicationFailedEvent.class.isAssignableFrom(type)
                || type.getName().equals(ENVIRONMENT_CHANGED);
    }

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        try {
            handle(event);
        } catch (Throwable anything) {
            // A mistake about analytics must not prevent a start.
            log.warn("Trubrics could not be set up, so events may not be sent.", anything);
        }
    }

    private void handle(ApplicationEvent event) {
        if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
            apply(prepared.getEnvironment());
        } else if (event instanceof ApplicationPreparedEvent prepared) {
            prepare(prepared.getApplicationContext());
        } else if (event instanceof ApplicationFailedEvent failed) {
            // Until its own context is prepared, a listener hears only of its own application.
            if (context == null || context == failed.getApplicationContext()) {
                applications.leave(this);
            }
        } else if (context != null && context == event.getSource()) {
            apply(context.getEnvironment());
        }
    }

    private void apply(ConfigurableEnvironment environment) {
        List<String> problems = new ArrayList<>();
        BoundOptions options = OptionsBinder.bind(environment, problems::add);
        Activation activation = Activation.of(environment, options);
        if (activation == Activation.ACTIVE || activation == Activation.WITHOUT_KEY) {
            problems.forEach(log::warn);
        }
        if (activation == Activation.WITHOUT_KEY) {
            log.warn(MissingKey.message(options));
        }
        // Options that have been removed are passed on too, so that the appender stops sending.
        joined |= activation == Activation.ACTIVE;
        if (joined) {
            applications.join(this, options);
        } else {
            applications.leave(this);
        }
    }

    /** The bean that is registered first is destroyed last. {@code ContextClosedEvent} would come too early. */
    private void prepare(ConfigurableApplicationContext prepared) {
        context = prepared;
        if (prepared.getBeanFactory() instanceof DefaultSingletonBeanRegistry registry) {
            ApplicationBeans beans = new ApplicationBeans(applications, this);
            registry.registerSingleton(BEAN, beans);
            registry.registerDisposableBean(BEAN, beans);
        }
    }
}
