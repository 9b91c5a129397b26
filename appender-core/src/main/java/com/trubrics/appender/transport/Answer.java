package com.trubrics.appender.transport;

import com.trubrics.appender.json.ErrorDetails;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the status table looks at.
 *
 * @param status the HTTP status code
 * @param retryAfter see {@link RetryAfter}
 * @param details what the body said; {@link ErrorDetails#NONE} where it was not read
 * @param encoding how the request's body had been written
 */
record Answer(int status, @Nullable Duration retryAfter, ErrorDetails details, Encoding encoding) {

    /** How the body of a request was written. */
    enum Encoding {
        /** As it is. */
        PLAIN,
        /** Compressed, and this server has not yet taken a compressed body. */
        COMPRESSED_ON_TRIAL,
        /** Compressed, as this server has taken it before. */
        COMPRESSED
    }
}
