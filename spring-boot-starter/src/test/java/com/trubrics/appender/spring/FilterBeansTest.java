package com.trubrics.appender.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Event;
import com.trubrics.appender.EventFilter;
import com.trubrics.appender.UserEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterBeansTest {
    private static final Event EVENT =
            UserEvent.builder("ada", "Order").property("a", 1).property("b", 2).build();

    private final FilterBeans beans = new FilterBeans();

    @Test
    void withoutFiltersEverythingPasses() {
        assertThat(beans.filter(EVENT)).isSameAs(EVENT);
        beans.use("A", List.of());
        beans.letGo("A");
        assertThat(beans.filter(EVENT)).isSameAs(EVENT);
    }

    @Test
    void anEventPassesTheFiltersOfAllApplications() {
        beans.use("A", List.of(without("a")));
        beans.use("B", List.of(without("b")));
        assertThat(beans.filter(EVENT)).isEqualTo(EVENT.withoutProperty("a").withoutProperty("b"));
    }

    @Test
    void afterAFilterHasGoneNothingPassesUntilTheNextApplicationHasSpoken() {
        beans.use("A", List.of(without("a")));
        beans.letGo("A");
        assertThat(beans.filter(EVENT)).isNull();
        beans.letGo("B"); // one that failed before it had beans
        assertThat(beans.filter(EVENT)).isNull();
        beans.use("C", List.of());
        assertThat(beans.filter(EVENT)).isSameAs(EVENT);
    }

    @Test
    void aFilterThatTakesTheEventEndsItThere() {
        beans.use("A", List.of(event -> null, event -> {
            throw new AssertionError("asked");
        }));
        assertThat(beans.filter(EVENT)).isNull();
    }

    private static EventFilter without(String property) {
        return event -> event.withoutProperty(property);
    }
}
