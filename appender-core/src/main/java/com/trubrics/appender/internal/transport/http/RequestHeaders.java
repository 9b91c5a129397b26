package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.internal.config.Destination;
import java.util.regex.Pattern;
import okhttp3.Headers;

/** What every request to a destination says besides its body. */
final class RequestHeaders {

    static final String API_KEY = "x-api-key";

    /** A line break behind the key, say. OkHttp would throw an exception that shows the whole key. */
    private static final Pattern ILLEGAL = Pattern.compile("[^\\x20-\\x7E]");

    private RequestHeaders() {}

    static Headers of(Destination destination) {
        return new Headers.Builder()
                .add("accept", "application/json")
                // Answers are small. And OkHttp would unpack one without a bound.
                .add("Accept-Encoding", "identity")
                .add(API_KEY, legal(destination.apiKey().value()))
                .add("User-Agent", UserAgent.TEXT)
                .build();
    }

    private static String legal(String key) {
        return ILLEGAL.matcher(key).replaceAll("").strip();
    }
}
