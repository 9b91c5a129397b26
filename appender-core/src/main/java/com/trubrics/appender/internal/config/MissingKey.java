package com.trubrics.appender.internal.config;

import com.trubrics.appender.Option;
import com.trubrics.appender.spi.OptionValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the message about a missing API key: where to set it, and whether a similar name that nothing reads is set.
 * The message contains names only, never a value.
 */
final class MissingKey {
    private static final List<String> ENDINGS =
            List.of("apikey", "api-key", "api_key", "api.key", "api_token", "key", "token");

    private final OptionValues values;
    private final Environment environment;

    MissingKey(OptionValues values, Environment environment) {
        this.values = values;
        this.environment = environment;
    }

    /** Returns the beginning of a sentence. */
    String message() {
        String written = OptionText.present(values.get(Option.API_KEY));
        String what = written == null ? "is missing" : "contains an unresolved placeholder";
        return "Option 'apiKey' " + what + ": set it, or the system property '" + Option.API_KEY.systemProperty()
                + "', or the environment variable '" + Option.API_KEY.environmentVariable() + "'" + hint();
    }

    private String hint() {
        String near = nearProperty();
        if (near == null) {
            near = nearVariable();
        }
        return near == null ? "" : " (" + near + " is set, but nothing reads that name)";
    }

    private @Nullable String nearProperty() {
        List<String> names = new ArrayList<>(List.of(Option.API_KEY.environmentVariable()));
        ENDINGS.forEach(ending -> names.add("trubrics." + ending));
        for (String name : names) {
            if (OptionText.present(environment.properties().get(name)) != null) {
                return "the system property '" + name + "'";
            }
        }
        return null;
    }

    private @Nullable String nearVariable() {
        List<String> names = new ArrayList<>(List.of(Option.API_KEY.systemProperty()));
        for (String ending : ENDINGS) {
            names.add("TRUBRICS_" + ending.toUpperCase(Locale.ROOT));
            names.add("trubrics_" + ending);
            names.add("trubrics." + ending);
        }
        names.remove(Option.API_KEY.environmentVariable());
        for (String name : names) {
            if (OptionText.present(environment.variables().get(name)) != null) {
                return "the environment variable '" + name + "'";
            }
        }
        return null;
    }
}
