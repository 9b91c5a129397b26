package com.trubrics.appender.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Event;
import com.trubrics.appender.EventFilter;
import com.trubrics.appender.Option;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.spi.OptionValues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.logging.impl.NoOpLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveApplicationsTest {
    private final FakeSetup setup = new FakeSetup();
    private final List<Object> warnings = new ArrayList<>();
    private final LiveApplications applications = new LiveApplications(() -> setup, new NoOpLog() {
        @Override
        public void warn(Object message) {
            warnings.add(message);
        }
    });

    @Test
    void theFirstApplicationsOptionsHoldWhileItLives() {
        applications.join("A", key("a"));
        applications.join("B", key("b"));
        assertThat(setup.log).containsExactly("attach a");

        applications.leave("A");
        assertThat(setup.log).containsExactly("attach a", "reconfigure b");
    }

    @Test
    void theAppenderOutlivesTheLastApplication() {
        applications.join("A", key("a"));
        applications.leave("A");
        assertThat(setup.log).containsExactly("attach a");
    }

    @Test
    void aFrameworkThatIsConfiguredAnewGetsTheOptionsOfTheApplicationThatLives() {
        applications.join("A", key("a"));
        applications.join("B", key("b"));
        applications.leave("B");
        setup.attached = false; // what Spring Boot does at the next start
        applications.join("C", key("c"));
        assertThat(setup.log).containsExactly("attach a", "attach a");
    }

    @Test
    void anApplicationWithoutEventsAttachesTheAppenderOfTheOthersAgain() {
        applications.join("A", key("a"));
        setup.attached = false;
        applications.leave("without");
        assertThat(setup.log).containsExactly("attach a", "attach a");
    }

    @Test
    void aLaterApplicationReplacesTheOptionsOfOneThatHasClosed() {
        applications.join("A", key("a"));
        applications.leave("A");
        applications.join("B", key("b"));
        assertThat(setup.log).containsExactly("attach a", "reconfigure b");
    }

    @Test
    void changedOptionsOfTheFirstApplicationApply() {
        applications.join("A", key("a"));
        applications.join("A", key("a"));
        applications.join("A", key("a2"));
        assertThat(setup.log).containsExactly("attach a", "reconfigure a2");
    }

    @Test
    void anAppenderInTheConfigurationIsLeftAlone() {
        setup.configured = "TRUBRICS";
        applications.join("A", key("a"));
        applications.join("B", key("b"));
        assertThat(setup.log).isEmpty();
    }

    @Test
    void aConfigurationThatIsReadAgainGetsTheAppenderBack() {
        applications.join("A", key("a"));
        setup.attached = false;
        setup.configuredAnew.run();
        assertThat(setup.log).containsExactly("attach a", "attach a");
    }

    @Test
    void whatTheFrameworkTellsWhileTheAppenderIsBeingAttachedChangesNothing() {
        setup.duringAttach = () -> setup.configuredAnew.run();
        applications.join("A", key("a"));
        assertThat(setup.log).containsExactly("attach a");
    }

    /** Another appender would report the mistakes in the options again. */
    @Test
    void filtersApplyToTheAppenderThatIsThere() {
        applications.join("A", key("a"));
        applications.useFilters("A", List.of(event -> event.withoutProperty("email")));
        assertThat(setup.log).containsExactly("attach a");

        Event event = UserEvent.builder("ada", "Order")
                .property("email", "ada@example.org")
                .build();
        EventFilter filter = setup.options.eventFilter();
        assertThat(filter).isNotNull();
        assertThat(filter.filter(event)).isEqualTo(event.withoutProperty("email"));
    }

    /** Otherwise, nobody would notice that events leave unfiltered. */
    @Test
    void filtersThatAnAppenderInTheConfigurationDoesNotUseAreReported() {
        setup.configured = "TRUBRICS";
        applications.join("A", key("a"));
        applications.useFilters("A", List.of());
        assertThat(warnings).isEmpty();

        applications.useFilters("A", List.of(event -> null));
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("'TRUBRICS', whose events do not pass through the EventFilter beans");
    }

    private static BoundOptions key(String key) {
        return OptionsBinder.bind(Environments.of("trubrics.api-key", key));
    }

    private static final class FakeSetup implements LoggingSetup {
        final List<String> log = new ArrayList<>();
        boolean attached;
        OptionValues options = new OptionValues();

        @Nullable
        String configured;

        Runnable configuredAnew = () -> {};
        Runnable duringAttach = () -> {};

        @Override
        public @Nullable String configuredAppender() {
            return configured;
        }

        @Override
        public boolean isAttached() {
            return attached;
        }

        @Override
        public List<String> attach(OptionValues options, Predicate<String> wanted) {
            duringAttach.run();
            attached = true;
            this.options = options;
            log.add("attach " + options.get(Option.API_KEY));
            return List.of();
        }

        @Override
        public void reconfigure(OptionValues options) {
            log.add("reconfigure " + options.get(Option.API_KEY));
        }

        @Override
        public void afterEachConfiguration(Runnable action) {
            configuredAnew = action;
        }
    }
}
