package com.trubrics.appender.llm;

import org.jspecify.annotations.Nullable;

/**
 * A prompt or an answer as the line has it.
 *
 * @param text whole, cut off, or a placeholder
 * @param fullLength how many characters it has, where the line does not have them all
 */
record LoggedText(String text, @Nullable Integer fullLength) {

    /** Not blank, because a line with a blank prompt is no event. */
    static final String WITHHELD = "[not included]";

    /** The question was an image, for example. */
    static final String NO_TEXT = "[no text]";

    private static final char ELLIPSIS = '\u2026';

    static LoggedText prompt(@Nullable String text, LlmOptions options) {
        return text == null ? new LoggedText(NO_TEXT, null) : of(text, options.includePrompt(), options);
    }

    /** An answer may be empty: the model called a tool, refused, or failed. */
    static LoggedText generation(@Nullable String text, LlmOptions options) {
        return text == null ? new LoggedText("", null) : of(text, options.includeGeneration(), options);
    }

    private static LoggedText of(String text, boolean included, LlmOptions options) {
        if (!included) {
            return new LoggedText(WITHHELD, text.length());
        }
        int max = options.maxTextLength();
        if (text.length() <= max) {
            return new LoggedText(text, null);
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return new LoggedText(text.substring(0, end) + ELLIPSIS, text.length());
    }
}
