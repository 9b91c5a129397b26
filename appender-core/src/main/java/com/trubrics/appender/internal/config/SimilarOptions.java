package com.trubrics.appender.internal.config;

import com.trubrics.appender.Option;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Guesses which option a name that no option has was meant to be. */
public final class SimilarOptions {

    /** Words that tell what was meant, in the names that other products have for options that fail closed. */
    private static final List<Map.Entry<String, Option>> TELLING = List.of(
            Map.entry("mdc", Option.EXCLUDE_MDC),
            Map.entry("hash", Option.USER_ID_HASH_KEY),
            Map.entry("pseudonym", Option.USER_ID_HASH_KEY),
            Map.entry("logger", Option.LOGGERS),
            Map.entry("url", Option.HOST),
            Map.entry("endpoint", Option.HOST),
            Map.entry("disable", Option.ENABLED),
            Map.entry("dry", Option.DRY_RUN),
            Map.entry("sampl", Option.SAMPLE_RATE),
            Map.entry("maxtext", Option.MAX_TEXT_LENGTH),
            Map.entry("textlen", Option.MAX_TEXT_LENGTH));

    /** What a name begins with that decides what leaves, such as those of Spring Boot's properties without an option. */
    private static final Pattern DECIDING = Pattern.compile("exclud|llm(?:\\.|$)|user\\.");

    private SimilarOptions() {}

    /**
     * Returns whether an unknown name was probably meant to decide where data goes or what leaves the process: it is
     * similar to the name of such an option, or begins like one of the others that decide this.
     */
    public static boolean seemToDecideWhatLeaves(String name) {
        Option nearest = nearest(name);
        boolean close = nearest != null && nearest.failsClosed();
        return close || DECIDING.matcher(name.toLowerCase(Locale.ROOT)).lookingAt();
    }

    /**
     * Returns the option that was probably meant by an unknown name, or null if none is similar. For options that fail
     * closed, a part of the name is enough: {@code hostName}, {@code mdcExclusions}, {@code loggerNames}.
     */
    static @Nullable Option nearest(String name) {
        String plain = Spelling.plain(name);
        Option nearest = null;
        int best = Spelling.tolerance(plain) + 1;
        for (Option option : Option.values()) {
            int distance = Spelling.distance(plain, Spelling.plain(option.key()));
            if (distance < best) {
                nearest = option;
                best = distance;
            }
        }
        return nearest == null ? containedIn(plain) : nearest;
    }

    private static @Nullable Option containedIn(String plain) {
        for (Option option : Option.values()) {
            if (option.failsClosed() && plain.contains(Spelling.plain(option.key()))) {
                return option;
            }
        }
        return TELLING.stream()
                .filter(word -> plain.contains(word.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(null);
    }
}
