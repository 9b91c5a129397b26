package com.trubrics.appender.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;

/** Configures Jackson for writing events and reading the answers of servers. */
final class Json {

    /**
     * Leaves nothing in the threads of the application, because that would keep its class loader from being unloaded.
     * Neither interns nor caches names, because they come from users and their number is unlimited.
     */
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .rootValueSeparator("")
            .build();

    private Json() {}
}
