package com.example.chat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** An HTTP request, as the application's actions see it; {@code user} is empty for monitoring. */
record Request(String path, String user, String body) {

    /** Returns the part of the path after {@code prefix}. */
    String after(String prefix) {
        return path.substring(prefix.length());
    }

    /** Returns the body as form fields. */
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
