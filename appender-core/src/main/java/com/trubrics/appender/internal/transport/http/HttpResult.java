package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.internal.json.ErrorDetails;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The input of the status table.
 *
 * @param status the HTTP status code
 * @param retryAfter see {@link RetryAfter}
 * @param indices positions in the array of events that the body named
 * @param said the text from the body, safe to show; may be empty
 */
record HttpResult(int status, @Nullable Duration retryAfter, Set<Integer> indices, String said) {

    /** Returns an answer with only a status. */
    static HttpResult of(int status) {
        return new HttpResult(status, null, ErrorDetails.NONE.indices(), "");
    }
}
