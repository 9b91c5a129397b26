package com.trubrics.appender.spring;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The user in whose reactive pipeline the current thread works. Reactor puts it here for each operator, by Micrometer's
 * context propagation, if the application has switched that on.
 *
 * @param mdcKey where the user stands in the MDC as well; null for nowhere
 */
record ReactiveUser(@Nullable String mdcKey) implements ThreadLocalAccessor<String> {

    /** Of the user in Reactor's context and on the request's observation, and of the accessor. */
    static final String KEY = "trubrics.user";

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public @Nullable String getValue() {
        return CurrentUser.PROPAGATED.get();
    }

    @Override
    public void setValue(String user) {
        CurrentUser.PROPAGATED.set(user);
        if (mdcKey != null) {
            MDC.put(mdcKey, user);
        }
    }

    @Override
    public void setValue() {
        CurrentUser.PROPAGATED.remove();
        if (mdcKey != null) {
            MDC.remove(mdcKey);
        }
    }
}
