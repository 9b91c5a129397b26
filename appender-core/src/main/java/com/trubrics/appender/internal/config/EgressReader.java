package com.trubrics.appender.internal.config;

import com.trubrics.appender.Event;
import com.trubrics.appender.EventFilter;
import com.trubrics.appender.Option;
import org.jspecify.annotations.Nullable;

/** Reads the options that say what leaves the process. */
final class EgressReader {

    private final OptionReader options;
    private final Parser<FilterClass> filters;
    private final @Nullable EventFilter created;

    /**
     * @param filters looks up the class of a filter, and creates the filter if that is wanted
     * @param created a filter that a program has created itself; null for none
     */
    EgressReader(OptionReader options, Parser<FilterClass> filters, @Nullable EventFilter created) {
        this.options = options;
        this.filters = filters;
        this.created = created;
    }

    EgressSettings read() {
        FilterClass filter = options.readOrNull(Option.EVENT_FILTER, filters);
        return new EgressSettings(
                options.list(Option.EXCLUDE_PROPERTIES, NameLists::propertyGlobs),
                options.readOrNull(Option.MAX_TEXT_LENGTH, Numbers::positive),
                options.read(Option.SAMPLE_RATE, Numbers::share),
                both(filter == null ? null : filter.instance(), created));
    }

    private static @Nullable EventFilter both(@Nullable EventFilter first, @Nullable EventFilter second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return event -> {
            Event left = first.filter(event);
            return left == null ? null : second.filter(left);
        };
    }
}
