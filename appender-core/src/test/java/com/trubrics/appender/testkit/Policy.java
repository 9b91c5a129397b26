package com.trubrics.appender.testkit;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How {@link FaultyServer} answers when nothing is wrong with it. Pure.
 *
 * @param maxBytes a larger body meets 413, measured before compression
 * @param refusesGzip whether a compressed body meets 400, 415 or 422
 */
public record Policy(int maxBytes, boolean refusesGzip) {
    private static final int[] GZIP_REFUSALS = {400, 415, 422};

    /** An answer's status and body. */
    record Response(int status, String body) {}

    /** Judges a body. */
    Response judge(List<String> ids, int bytes, boolean gzip, long request) {
        if (gzip && refusesGzip) {
            return new Response(GZIP_REFUSALS[(int) (request % GZIP_REFUSALS.length)], "{}");
        } else if (bytes > maxBytes || Mark.TOO_LARGE.isOnAny(ids)) {
            return new Response(413, "{\"detail\":\"too large\"}");
        } else if (Mark.LOCATED.isOnAny(ids)) {
            return new Response(422, located(ids));
        } else if (Mark.REFUSED.isOnAny(ids)) {
            return new Response(request % 2 == 0 ? 400 : 422, "{\"detail\":\"something is wrong\"}");
        } else if (Mark.FORBIDDEN.isOnAny(ids)) {
            return new Response(403, "{\"detail\":\"not this\"}");
        } else if (Mark.SERVER_ERROR.isOnAny(ids)) {
            return new Response(500, "<html>500</html>");
        }
        return new Response(200, "{\"status\":\"ok\"}");
    }

    private static String located(List<String> ids) {
        return IntStream.range(0, ids.size())
                .filter(i -> Mark.LOCATED.isOn(ids.get(i)))
                .mapToObj(i -> String.format(
                        Locale.ROOT, "{\"loc\":[\"body\",%d,\"event\"],\"msg\":\"bad\",\"type\":\"value\"}", i))
                .collect(Collectors.joining(",", "{\"detail\":[", "]}"));
    }
}
