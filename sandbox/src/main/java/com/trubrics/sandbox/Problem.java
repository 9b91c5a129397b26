package com.trubrics.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reason why a request was refused.
 *
 * @param event the position of the event in the request, from 0; {@code null} for the whole request
 * @param field the event's field
 * @param reason one or two plain sentences
 */
public record Problem(@Nullable Integer event, @Nullable String field, String reason) {

    static Problem ofRequest(String reason) {
        return new Problem(null, null, reason);
    }

    /** Returns the form in which the API reports validation errors. */
    Map<String, Object> asDetail() {
        List<Object> loc = new ArrayList<>(List.of("body"));
        if (event != null) {
            loc.add(event);
        }
        if (field != null) {
            loc.add(field);
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("loc", loc);
        detail.put("msg", reason);
        detail.put("type", field == null ? "value_error" : "value_error." + field);
        return detail;
    }
}
