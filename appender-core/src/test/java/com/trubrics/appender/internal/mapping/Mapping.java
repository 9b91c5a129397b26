package com.trubrics.appender.internal.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.MappingSettings.Keys;
import com.trubrics.appender.internal.config.MappingSettings.LogDetails;
import com.trubrics.appender.internal.config.MappingSettings.Properties;
import com.trubrics.appender.internal.config.MappingSettings.TimestampUnit;
import com.trubrics.appender.internal.event.Trimming;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A mapper under some settings, and what it reported. */
final class Mapping {

    static final int MAX_EVENT_BYTES = 1 << 20;
    static final EventLimits LIMITS = new EventLimits(MAX_EVENT_BYTES, Trimming.NONE);

    static final Keys KEYS = new Keys(
            List.of("user_id"),
            List.of("event"),
            List.of("properties"),
            List.of("timestamp"),
            List.of("text"),
            List.of("prompt"),
            List.of("generation"),
            List.of("assistant_id"),
            List.of("latency"),
            List.of("thread_id"));
    static final Properties PROPERTIES = new Properties("properties.", List.of(), List.of(), Map.of(), LogDetails.NONE);

    final RecordedReport report = new RecordedReport();
    private final EventMapper<FakeCall> mapper;

    Mapping(MappingSettings settings) {
        this(settings, new FakeCall.Reader());
    }

    Mapping(MappingSettings settings, FakeCall.Reader reader) {
        this.mapper = new EventMapper<>(settings, LIMITS, reader);
    }

    static Mapping byDefault() {
        return new Mapping(new MappingSettings(KEYS, PROPERTIES, List.of(), null, false, TimestampUnit.NONE));
    }

    static Mapping with(Keys keys) {
        return new Mapping(new MappingSettings(keys, PROPERTIES, List.of(), null, false, TimestampUnit.NONE));
    }

    static Mapping with(Properties properties) {
        return new Mapping(new MappingSettings(KEYS, properties, List.of(), null, false, TimestampUnit.NONE));
    }

    static Mapping withMdc(List<String> included, List<String> excluded) {
        return with(new Properties("properties.", included, excluded, Map.of(), LogDetails.NONE));
    }

    static Mapping withLoggers(String... loggers) {
        return new Mapping(new MappingSettings(KEYS, PROPERTIES, List.of(loggers), null, false, TimestampUnit.NONE));
    }

    static Mapping withDefaultUser(String user) {
        return new Mapping(new MappingSettings(KEYS, PROPERTIES, List.of(), user, false, TimestampUnit.NONE));
    }

    static Mapping withEventFromMessage() {
        return new Mapping(new MappingSettings(KEYS, PROPERTIES, List.of(), null, true, TimestampUnit.NONE));
    }

    static Mapping with(TimestampUnit unit) {
        return new Mapping(new MappingSettings(KEYS, PROPERTIES, List.of(), null, false, unit));
    }

    @Nullable
    Event map(FakeCall call) {
        return mapper.map(call, report);
    }

    UserEvent userEvent(FakeCall call) {
        Event event = map(call);
        assertThat(event).as(() -> "messages: " + report.messages).isInstanceOf(UserEvent.class);
        return (UserEvent) Objects.requireNonNull(event);
    }

    LlmEvent llmEvent(FakeCall call) {
        Event event = map(call);
        assertThat(event).as(() -> "messages: " + report.messages).isInstanceOf(LlmEvent.class);
        return (LlmEvent) Objects.requireNonNull(event);
    }

    /** The properties of the user event "Sign Up" by user "u" that the call's further fields make. */
    Map<String, @Nullable Object> properties(FakeCall call) {
        return userEvent(call).properties();
    }

    void assertNotOurs(FakeCall call) {
        int before = report.ignored;
        assertThat(map(call)).isNull();
        assertThat(report.ignored).isEqualTo(before + 1);
        assertThat(report.dropped).isEmpty();
        assertThat(report.problems).isEmpty();
    }
}
