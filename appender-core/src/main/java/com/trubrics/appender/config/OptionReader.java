package com.trubrics.appender.config;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads single options: an absent one gives its default, a mistake gives one warning and the default. */
final class OptionReader {
    private final OptionValues values;
    private final Mistakes mistakes;

    OptionReader(OptionValues values, Mistakes mistakes) {
        this.values = values;
        this.mistakes = mistakes;
    }

    /** What the configuration says about an option, or null if that is nothing. */
    @Nullable
    Given given(Option option) {
        return Given.of(option, "option '" + option.key() + "'", values.get(option));
    }

    /** Whether an option is there and blank, which for some means "none". */
    boolean isBlank(Option option) {
        String text = values.get(option);
        return text != null && text.isBlank();
    }

    /** Text as it is, trimmed. */
    @Nullable
    String text(Option option) {
        Given given = given(option);
        return given == null ? null : given.text();
    }

    boolean flag(Option option) {
        return read(option, Choices::flag);
    }

    <E extends Enum<E>> E choice(Option option, Class<E> type) {
        return read(option, text -> Choices.of(type, text));
    }

    /** A list that is empty by default. */
    List<String> list(Option option, Parser<List<String>> parser) {
        return requireNonNullElse(readOrNull(given(option), parser), List.of());
    }

    /** A duration, with a warning if it was probably meant in milliseconds. */
    Duration duration(Option option, Parser<Duration> parser) {
        return read(option, text -> {
            Duration duration = parser.parse(text);
            if (Durations.looksLikeMillis(text)) {
                String doubt = "a bare number is seconds, milliseconds are written '" + text + " ms'";
                replaced(option, doubt, Durations.show(duration));
            }
            return duration;
        });
    }

    /** An option whose default stands in {@link Option#defaultText()}. */
    <T> T read(Option option, Parser<T> parser) {
        return requireNonNullElseGet(readOrNull(given(option), parser), () -> defaultOf(option, parser));
    }

    /** Null if nothing was written, or nothing that can be used: then that has been said. */
    <T> @Nullable T readOrNull(@Nullable Given given, Parser<T> parser) {
        if (given == null) {
            return null;
        }
        try {
            return parser.parse(given.text());
        } catch (BadValue e) {
            mistakes.unusable(given, e.reason());
            return null;
        }
    }

    /** Raises a value that is too low, with a warning if it was written and not a default. */
    <T extends Comparable<T>> T atLeast(T least, Option option, T value, Function<T, String> show) {
        if (value.compareTo(least) >= 0) {
            return value;
        }
        replaced(option, "at least " + show.apply(least) + " is needed", show.apply(least));
        return least;
    }

    /** Lowers a value that is too high, with a warning if it was written and not a default. */
    <T extends Comparable<T>> T atMost(T most, Option option, T value, Function<T, String> show) {
        if (value.compareTo(most) <= 0) {
            return value;
        }
        replaced(option, "at most " + show.apply(most) + " is possible", show.apply(most));
        return most;
    }

    /** Says what is used instead of a value that was written; of a default there is nothing to say. */
    void replaced(Option option, String reason, String used) {
        Given given = given(option);
        if (given != null) {
            mistakes.replaced(given, reason, used);
        }
    }

    private static <T> T defaultOf(Option option, Parser<T> parser) {
        try {
            return parser.parse(option.defaultText());
        } catch (BadValue e) {
            throw new IllegalStateException("The default of " + option.key() + " is " + e.reason(), e);
        }
    }
}
