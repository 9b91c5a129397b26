package com.trubrics.appender.spring;

import com.trubrics.appender.Option;
import java.util.stream.Collectors;

/** The warning if there are options but no key. Never shows a value. */
final class MissingKey {
    private MissingKey() {}

    static String message(BoundOptions options) {
        String key = PropertyNames.of(Option.API_KEY);
        String text = options.text(Option.API_KEY);
        String what = text == null ? "is not set" : "contains an unresolved placeholder";
        return "Property '" + key + "' " + what + ", so no events will be sent to Trubrics. Set it, or the environment"
                + " variable " + Option.API_KEY.environmentVariable() + "." + unknown(options)
                + " To suppress this warning, set '"
                + PropertyNames.of(Option.ENABLED) + "' to false.";
    }

    /** The key may have another name by mistake. */
    private static String unknown(BoundOptions options) {
        return options.unknown().isEmpty()
                ? ""
                : options.unknown().stream()
                        .sorted()
                        .map(name -> "'" + PropertyNames.PREFIX + name + "'")
                        .collect(Collectors.joining(", ", " There is no property ", "."));
    }
}
