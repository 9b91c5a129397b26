package com.trubrics.appender.delivery;

import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Events and entries that tests can tell apart by their numbers. */
final class Sample {

    static final int WEIGHT = 300;

    private Sample() {}

    static UserEvent event(int number) {
        return new UserEvent("u", "e" + number, Map.of(), Instant.EPOCH);
    }

    static LlmEvent llmEvent(int number) {
        return LlmEvent.builder("u", "p" + number, "g").timestamp(Instant.EPOCH).build();
    }

    /** An event whose one property has so many characters. */
    static UserEvent large(int number, int characters) {
        return UserEvent.builder("u", "e" + number)
                .property("text", "x".repeat(characters))
                .build();
    }

    /** The events of these numbers, which are their sequences too. */
    static List<Entry> entries(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Sample::entry).toList();
    }

    static Entry entry(int number) {
        UserEvent event = event(number);
        return new Entry(event, number, 0, event.estimatedBytes(), WEIGHT);
    }

    /** None for what is not there. */
    static List<String> names(@Nullable List<Entry> entries) {
        return entries == null ? List.of() : entries.stream().map(LoopRig::name).toList();
    }
}
