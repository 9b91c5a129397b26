package com.example.chat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What the application's actions see of an HTTP request; {@code user} is empty for the monitoring. */
record Request(String path, String user, String body) {

    /** The part of the path after {@code prefix}. */
    String after(String prefix) {
        return path.substring(prefix.length());
    }

    /** The body as form fields. */
    Map<String, String> form() {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
