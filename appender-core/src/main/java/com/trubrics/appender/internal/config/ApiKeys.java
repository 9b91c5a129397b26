package com.trubrics.appender.internal.config;

import com.trubrics.appender.internal.config.Destination.Secret;
import java.util.regex.Pattern;

/** Parses API keys. */
final class ApiKeys {
    /** The characters that an HTTP header carries unchanged. Blanks are excluded: they come from careless copying. */
    private static final Pattern SYNTAX = Pattern.compile("[\\x21-\\x7e]+");

    private ApiKeys() {}

    static Secret parse(String text) throws BadValue {
        if (!SYNTAX.matcher(text).matches()) {
            throw new BadValue("must consist of printable ASCII characters without blanks");
        }
        return new Secret(text);
    }
}
