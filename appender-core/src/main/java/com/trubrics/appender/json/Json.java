package com.trubrics.appender.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;

/** How Jackson writes events, and reads the answers of servers. */
final class Json {

    /**
     * Leaves nothing behind in the threads of the application, whose class loader could otherwise not be unloaded, and
     * neither interns nor caches names, which come from users and are without end.
     */
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .rootValueSeparator("")
            .build();

    private Json() {}
}
