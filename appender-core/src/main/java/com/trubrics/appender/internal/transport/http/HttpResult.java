package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.internal.json.ErrorDetails;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the status table looks at.
 *
 * @param status the HTTP status code
 * @param retryAfter see {@link RetryAfter}
 * @param indices positions in the array of events that the body named
 * @param said what the body said, fit to be shown; empty if nothing
 */
record HttpResult(int status, @Nullable Duration retryAfter, Set<Integer> indices, String said) {

    /** An answer of which nothing but the status is known. */
    static HttpResult of(int status) {
        return new HttpResult(status, null, ErrorDetails.NONE.indices(), "");
    }
}
