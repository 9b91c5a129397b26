package com.trubrics.appender.transport;

import com.trubrics.appender.config.Destination;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/** What every request to a destination says besides its body. */
final class RequestHeaders {

    /** A line break behind the key, say. OkHttp would throw an exception that shows the whole key. */
    private static final Pattern ILLEGAL = Pattern.compile("[^\\x20-\\x7E]");

    private RequestHeaders() {}

    static Headers of(Destination destination, HttpUrl host) {
        Headers.Builder headers = new Headers.Builder()
                .add("accept", "application/json")
                // Small answers; and what arrives is then what the server's Content-Length counted.
                .add("Accept-Encoding", "identity")
                .add("x-api-key", legal(destination.apiKey().value()))
                .add("User-Agent", UserAgent.TEXT);
        Destination.Proxy proxy = destination.proxy();
        String credentials = proxy == null ? null : ProxyCredentials.header(proxy);
        if (credentials != null && !host.isHttps()) {
            // Only where the proxy reads the request itself: through a tunnel it would reach the server.
            headers.add(ProxyCredentials.HEADER, credentials);
        }
        return headers.build();
    }

    private static String legal(String key) {
        return ILLEGAL.matcher(key).replaceAll("").strip();
    }
}
