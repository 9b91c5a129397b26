package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.internal.config.Destination;
import java.util.regex.Pattern;
import okhttp3.Headers;

/** The headers of every request to a destination. */
final class RequestHeaders {

    static final String API_KEY = "x-api-key";

    /** For example, a line break after the key. OkHttp would throw an exception that shows the whole key. */
    private static final Pattern ILLEGAL = Pattern.compile("[^\\x20-\\x7E]");

    private RequestHeaders() {}

    static Headers of(Destination destination) {
        return new Headers.Builder()
                .add("accept", "application/json")
                // Answers are small, and OkHttp would unpack a compressed one without a limit.
                .add("Accept-Encoding", "identity")
                .add(API_KEY, legal(destination.apiKey().value()))
                .add("User-Agent", UserAgent.TEXT)
                .build();
    }

    private static String legal(String key) {
        return ILLEGAL.matcher(key).replaceAll("").strip();
    }
}
