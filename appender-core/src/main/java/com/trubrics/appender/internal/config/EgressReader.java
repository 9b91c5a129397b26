package com.trubrics.appender.internal.config;

import com.trubrics.appender.Option;

/** Reads the options that say what leaves the process. */
final class EgressReader {

    private final OptionReader options;
    private final Parser<FilterClass> filters;

    /** @param filters looks up the class of a filter, and creates the filter if that is wanted */
    EgressReader(OptionReader options, Parser<FilterClass> filters) {
        this.options = options;
        this.filters = filters;
    }

    EgressSettings read() {
        FilterClass filter = options.readOrNull(Option.EVENT_FILTER, filters);
        return new EgressSettings(
                options.list(Option.EXCLUDE_PROPERTIES, Names::propertyGlobs),
                options.readOrNull(Option.MAX_TEXT_LENGTH, Numbers::positive),
                options.read(Option.SAMPLE_RATE, Numbers::share),
                filter == null ? null : filter.instance());
    }
}
