package com.trubrics.appender.spring;

import com.trubrics.appender.EventFilter;
import com.trubrics.appender.UserSource;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;

/**
 * An application's beans that affect events. They are used once all beans exist, which is before a web server accepts its
 * first request, and until all other beans have been destroyed, because this bean is registered first.
 */
final class ApplicationBeans implements DisposableBean {
    private final LiveApplications applications;
    private final Object application;

    ApplicationBeans(LiveApplications applications, Object application) {
        this.applications = applications;
        this.application = application;
    }

    void use(List<UserSource> users, List<EventFilter> filters) {
        CurrentUser.use(application, users);
        applications.useFilters(application, filters);
    }

    @Override
    public void destroy() {
        CurrentUser.letGo(application);
        applications.leave(application);
    }
}
