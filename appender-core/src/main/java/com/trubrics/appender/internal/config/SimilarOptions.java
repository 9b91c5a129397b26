package com.trubrics.appender.internal.config;

import com.trubrics.appender.Option;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Guesses which option a name that no option has was meant to be. */
public final class SimilarOptions {

    /** Parts that tell what was meant, in the names that other products have for options that fail closed. */
    private static final List<Map.Entry<Pattern, Option>> TELLING = List.of(
            telling("mdc", Option.EXCLUDE_MDC),
            telling("hash|pseudonym|anonym", Option.USER_ID_HASH_KEY),
            telling("logger|packages", Option.LOGGERS),
            telling("url|(?<!sec)uri|endpoint|server|destination", Option.HOST),
            telling("disable|^active|^off$", Option.ENABLED),
            telling("dry|^testmode", Option.DRY_RUN),
            telling("sampl", Option.SAMPLE_RATE),
            telling("maxtext|textlen", Option.MAX_TEXT_LENGTH),
            telling("filter", Option.EVENT_FILTER),
            telling(
                    "mask|redact|scrub|hide|(?:black|deny|block)list|(?:drop|omit|ignore|remove|strip).*propert|propert.*exclu",
                    Option.EXCLUDE_PROPERTIES));

    /**
     * What a name begins with that decides what leaves, such as those of Spring Boot's properties without an option, or that
     * stands for options from elsewhere, such as YAML's {@code <<}.
     */
    private static final Pattern DECIDING =
            Pattern.compile("exclud|include_?-?(?:prompt|generation)|llm(?:\\.|$)|user\\.|(?:include|import|<<)$");

    private SimilarOptions() {}

    private static Map.Entry<Pattern, Option> telling(String parts, Option option) {
        return Map.entry(Pattern.compile(parts), option);
    }

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
                .filter(parts -> parts.getKey().matcher(plain).find())
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(null);
    }
}
