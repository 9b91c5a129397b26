package com.trubrics.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API, as it was sent.
 *
 * @param headers by their names in lower case
 * @param body the whole body; callers must not change it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ApiRequest(String method, String path, Map<String, String> headers, byte[] body) {

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** The beginning of the body, as text. */
    String excerpt(int maxChars) {
        int most = Math.min(body.length, 4 * maxChars);
        String text = new String(body, 0, most, StandardCharsets.UTF_8);
        return text.length() <= maxChars ? text : text.substring(0, maxChars) + "…";
    }
}
