package com.trubrics.appender.config;

import com.trubrics.appender.config.Destination.Secret;
import java.util.regex.Pattern;

/** API keys as text. */
final class ApiKeys {
    /** What an HTTP header carries unchanged, without the blanks that come with a careless copy. */
    private static final Pattern SYNTAX = Pattern.compile("[\\x21-\\x7e]+");

    private ApiKeys() {}

    static Secret parse(String text) throws BadValue {
        if (!SYNTAX.matcher(text).matches()) {
            throw new BadValue(
                    "holds white space, a control character or a character beyond ASCII, which no API key does");
        }
        return new Secret(text);
    }
}
