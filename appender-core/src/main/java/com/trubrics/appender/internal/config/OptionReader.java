package com.trubrics.appender.internal.config;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.trubrics.appender.Option;
import com.trubrics.appender.spi.OptionValues;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads single options. An absent option has its default; a mistake leads to one warning and the default. */
final class OptionReader {
    private final OptionValues values;
    private final Environment environment;
    private final ConfigWarnings mistakes;
    private final Map<Option, Optional<OptionText>> found = new EnumMap<>(Option.class);

    OptionReader(OptionValues values, Environment environment, ConfigWarnings mistakes) {
        this.values = values;
        this.environment = environment;
        this.mistakes = mistakes;
    }

    /**
     * Returns the text that applies to an option: from the configuration, then, if the option
     * {@linkplain Option#isFromEnvironment() allows it}, from the system property and the environment variable. Returns
     * null if none of them is set, or if a placeholder is unresolved, which is reported the first time.
     */
    @Nullable
    OptionText given(Option option) {
        Optional<OptionText> known = found.get(option);
        if (known == null) {
            known = Optional.ofNullable(find(option)).filter(this::isResolved);
            found.put(option, known);
        }
        return known.orElse(null);
    }

    private @Nullable OptionText find(Option option) {
        OptionText given = usable(OptionText.of(option, "option '" + option.key() + "'", values.get(option)));
        if (given == null && option.isFromEnvironment()) {
            String property = environment.properties().get(option.systemProperty());
            given = usable(OptionText.of(option, "system property '" + option.systemProperty() + "'", property));
        }
        if (given == null && option.isFromEnvironment()) {
            String variable = environment.variables().get(option.environmentVariable());
            given = usable(
                    OptionText.of(option, "environment variable '" + option.environmentVariable() + "'", variable));
        }
        if (given == null) {
            refuseOtherSpelling(option);
        }
        return given;
    }

    /** Without this, {@code -Dtrubrics.dry-run=true} would send everything. */
    private void refuseOtherSpelling(Option option) {
        boolean decides = option.isFromEnvironment() && option.failsClosed();
        String other = decides && option != Option.API_KEY ? OtherSpellings.of(option, environment) : null;
        if (other != null) {
            mistakes.refused(other);
        }
    }

    /** For an unresolved API key, the next source is read. Only if no source has a key is the appender inactive. */
    private static @Nullable OptionText usable(@Nullable OptionText given) {
        return given != null && given.option() == Option.API_KEY && given.isUnresolved() ? null : given;
    }

    private boolean isResolved(OptionText given) {
        if (given.isUnresolved()) {
            mistakes.unusable(given, "contains an unresolved placeholder");
            return false;
        }
        return true;
    }

    /** Returns whether a key or a prefix is switched off: it is set, and blank or the word {@code none}. */
    boolean isOff(Option option) {
        String text = values.get(option);
        return text != null && (text.isBlank() || OptionText.isNone(text.strip()));
    }

    /** Reads a text as it is, trimmed. */
    @Nullable
    String text(Option option) {
        OptionText given = given(option);
        return given == null ? null : given.text();
    }

    /** Reads a name, with a warning if it looks like a list of names. */
    @Nullable
    String name(Option option) {
        OptionText given = given(option);
        if (given != null && given.text().contains(",")) {
            mistakes.doubtful(given, "must be one name, not a list; the commas become part of the name");
        }
        return given == null ? null : given.text();
    }

    boolean flag(Option option) {
        return read(option, EnumParser::flag);
    }

    <E extends Enum<E>> E choice(Option option, Class<E> type) {
        return read(option, text -> EnumParser.of(type, text));
    }

    /** Reads a list that is empty by default. */
    List<String> list(Option option, Parser<List<String>> parser) {
        return requireNonNullElse(readOrNull(option, parser), List.of());
    }

    /** Reads a duration, with a warning if it was probably meant in milliseconds. */
    Duration duration(Option option, Parser<Duration> parser) {
        return read(option, text -> notInMillis(option, text, parser));
    }

    /** The same, for an option without a default: null if nothing usable was written. */
    @Nullable
    Duration durationOrNull(Option option, Parser<Duration> parser) {
        return readOrNull(option, text -> notInMillis(option, text, parser));
    }

    private Duration notInMillis(Option option, String text, Parser<Duration> parser) throws BadValue {
        Duration duration = parser.parse(text);
        warnIfInMillis(option, text, duration);
        return duration;
    }

    /** A number of seconds that is used although it was probably meant in milliseconds. */
    private void warnIfInMillis(Option option, String text, Duration used) {
        OptionText given = given(option);
        if (given != null && Durations.looksLikeMillis(text)) {
            mistakes.doubtful(given, Durations.meantInMillis(text) + "; using " + Durations.show(used));
        }
    }

    /** Reads a duration that is lowered to that of another option. Only the resulting duration is reported. */
    Duration durationUpTo(Duration most, Option bound, Option option, Parser<Duration> parser) {
        return read(option, text -> {
            Duration duration = parser.parse(text);
            Duration used = duration.compareTo(most) > 0 ? most : duration;
            if (used.equals(duration)) {
                warnIfInMillis(option, text, duration);
            } else {
                boolean doubtful = Durations.looksLikeMillis(text);
                String longer = "must not be longer than " + bound.key();
                replaced(option, doubtful ? Durations.meantInMillis(text) : longer, Durations.show(used));
            }
            return used;
        });
    }

    /** Reads an option whose default is its {@link Option#defaultText()}. */
    <T> T read(Option option, Parser<T> parser) {
        return requireNonNullElseGet(readOrNull(option, parser), () -> defaultOf(option, parser));
    }

    /** Returns null if the option is not set, or if its text cannot be used, which is reported. */
    <T> @Nullable T readOrNull(Option option, Parser<T> parser) {
        OptionText given = given(option);
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

    /** Raises a value that is too low, with a warning unless it is the default. */
    <T extends Comparable<T>> T atLeast(T least, Option option, T value, Function<T, String> show) {
        if (value.compareTo(least) >= 0) {
            return value;
        }
        replaced(option, "must be at least " + show.apply(least), show.apply(least));
        return least;
    }

    /** Lowers a value that is too high, with a warning unless it is the default. */
    <T extends Comparable<T>> T atMost(T most, Option option, T value, Function<T, String> show) {
        if (value.compareTo(most) <= 0) {
            return value;
        }
        replaced(option, "must be at most " + show.apply(most), show.apply(most));
        return most;
    }

    /** Reports what is used instead of a configured value. A default needs no report. */
    void replaced(Option option, String reason, String used) {
        OptionText given = given(option);
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
