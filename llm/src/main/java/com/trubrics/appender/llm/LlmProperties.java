package com.trubrics.appender.llm;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link LlmOptions} from texts, such as those of Spring's environment. Never throws: a mistake causes a warning. If an
 * option that decides what leaves the process has a bad value, the text is left out, or nothing is logged. A bad length is
 * replaced by the default, which is smaller if {@code trubrics.max-event-bytes} is. An unresolved placeholder is a bad value.
 */
public final class LlmProperties {

    /** The prefix of all names. */
    public static final String PREFIX = "trubrics.llm.";

    private static final String MAX_EVENT_BYTES = "trubrics.max-event-bytes";

    /** What is read if nothing resolves a placeholder. Spring's environment then has no text, and throws. */
    private static final String UNRESOLVED = "${...}";

    /** Spring asks several times whether a condition holds. */
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    /** A number of bytes, or of a multiple of 1024, as the appender understands it. */
    private static final Pattern SIZE =
            Pattern.compile("([0-9]*\\.?[0-9]+)\\s*(?:([kmg])(?:i?b)?|b|bytes?)?", Pattern.CASE_INSENSITIVE);

    private final Function<String, @Nullable String> texts;
    private final Consumer<String> warnings;

    private LlmProperties(Function<String, @Nullable String> texts, Consumer<String> warnings) {
        this.texts = texts;
        this.warnings = warnings;
    }

    /**
     * Returns the options, and logs warnings about mistakes to the logger of the exchanges.
     *
     * @param texts returns the text of a property such as {@code trubrics.llm.include-prompt}, or null; may throw
     */
    public static LlmOptions read(Function<String, @Nullable String> texts) {
        return read(texts, LogSystem::warn);
    }

    static LlmOptions read(Function<String, @Nullable String> texts, Consumer<String> warnings) {
        LlmProperties properties = new LlmProperties(texts, warnings);
        return LlmOptions.DEFAULT
                .withPrompt(properties.isIncluded("include-prompt"))
                .withGeneration(properties.isIncluded("include-generation"))
                .withMaxTextLength(properties.length());
    }

    /**
     * Returns whether exchanges are logged, which {@code trubrics.enabled} or {@code trubrics.llm.enabled} can switch off. If
     * the second has a bad value, nothing is logged, with one warning.
     *
     * @param texts as for {@link #read}
     */
    public static boolean isEnabled(Function<String, @Nullable String> texts) {
        return isEnabled(texts, warning -> {
            if (WARNED.add(warning)) {
                LogSystem.warn(warning);
            }
        });
    }

    static boolean isEnabled(Function<String, @Nullable String> texts, Consumer<String> warnings) {
        LlmProperties properties = new LlmProperties(texts, warnings);
        return !properties.isOff("trubrics.enabled") && properties.isTrue("enabled", "no exchanges are logged");
    }

    /** The appender warns about a mistake, and sends nothing. */
    private boolean isOff(String name) {
        return Boolean.FALSE.equals(flag(text(name)));
    }

    private boolean isIncluded(String name) {
        return isTrue(name, "the text is not included");
    }

    /** Returns true for an absent text, and false for one that is neither true nor false. */
    private boolean isTrue(String name, String otherwise) {
        String text = text(PREFIX + name);
        Boolean flag = text.isEmpty() ? Boolean.TRUE : flag(text);
        if (flag == null) {
            warnings.accept(
                    "Property '" + PREFIX + name + "' is '" + text + "': must be true or false; " + otherwise + ".");
        }
        return Boolean.TRUE.equals(flag);
    }

    /** Reads the words that Spring reads; null for any other. */
    private static @Nullable Boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "1" -> Boolean.TRUE;
            case "false", "off", "no", "0" -> Boolean.FALSE;
            default -> null;
        };
    }

    private int length() {
        String text = text(PREFIX + "max-text-length");
        int usual = usualLength();
        try {
            int length = text.isEmpty() ? usual : Integer.parseInt(text);
            if (length > 0) {
                return length;
            }
        } catch (NumberFormatException notANumber) {
            // warned about below
        }
        warnings.accept("Property '" + PREFIX + "max-text-length' is '" + text
                + "': must be a whole number of at least 1; using " + usual + ".");
        return usual;
    }

    /** Two texts with a tenth of the bytes for characters fit into the largest event, in any language. */
    private int usualLength() {
        Matcher size = SIZE.matcher(text(MAX_EVENT_BYTES));
        if (!size.matches()) {
            return LlmOptions.DEFAULT_MAX_TEXT_LENGTH; // the appender warns about a mistake
        }
        int power = size.group(2) == null ? 0 : "_kmg".indexOf(size.group(2).toLowerCase(Locale.ROOT));
        double bytes = Double.parseDouble(size.group(1)) * Math.pow(1024, power);
        return (int) Math.max(1, Math.min(LlmOptions.DEFAULT_MAX_TEXT_LENGTH, bytes / 10));
    }

    private String text(String name) {
        try {
            String text = texts.apply(name);
            return text == null ? "" : text.strip();
        } catch (RuntimeException unresolvedPlaceholder) {
            return UNRESOLVED;
        }
    }
}
