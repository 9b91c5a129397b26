package com.trubrics.appender.internal.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Creates Jackson's parsers for JSON text. Jackson limits the depth, numbers, names and texts that it reads. Here these
 * limits are lifted, because {@link JsonReader} limits what it keeps. Thread-safe.
 */
final class JsonParsers {

    /**
     * The maximum number of nested containers. Jackson keeps about 60 bytes for each while it reads, so a long text of only
     * brackets could otherwise exhaust the application's memory.
     */
    private static final int MAX_NESTING = 1_000_000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Leaves nothing behind in the threads of the application, and neither interns nor caches names, as in {@code Json}. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonParsers() {}

    /** Returns the text for Jackson. */
    static String withoutByteOrderMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** Jackson would copy a {@link String} into a buffer of several kilobytes, however short it is. */
    static JsonParser of(String text) throws IOException {
        return FACTORY.createParser(text.toCharArray());
    }
}
