package com.trubrics.appender.spring;

import com.trubrics.appender.Event;
import com.trubrics.appender.EventFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filter beans of applications. An event passes through the filters of all running applications, because it does not show
 * which application it belongs to. After the last application with filters has closed, no event passes until the next
 * application has registered its filters: an event that a filter would have dropped must not leave because the filter is gone.
 *
 * <p>Thread-safe. Filtering an event takes no lock.
 */
final class FilterBeans implements EventFilter {
    private static final List<EventFilter> NOTHING_PASSES = List.of(event -> null);

    private final Map<Object, List<EventFilter>> applications = new HashMap<>();
    private volatile List<EventFilter> filters = List.of();

    /** Adds an application with its filters, in their order; it may have none. */
    synchronized void use(Object application, List<EventFilter> beans) {
        applications.put(application, List.copyOf(beans));
        filters = all();
    }

    /** Removes an application and its beans. */
    synchronized void letGo(Object application) {
        List<EventFilter> gone = applications.remove(application);
        if (gone != null) {
            boolean closed = applications.isEmpty() && (!gone.isEmpty() || filters == NOTHING_PASSES);
            filters = closed ? NOTHING_PASSES : all();
        }
    }

    private List<EventFilter> all() {
        return applications.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public @Nullable Event filter(Event event) {
        Event left = event;
        for (EventFilter filter : filters) {
            left = left == null ? null : filter.filter(left);
        }
        return left;
    }
}
