package com.trubrics.appender.llm;

import org.jspecify.annotations.Nullable;

/**
 * A prompt or an answer in the form in which it is logged. It does not keep the rest of the text, because an exchange may last
 * for minutes, and there may be many exchanges.
 *
 * @param text the whole text, its beginning, or a placeholder
 * @param fullLength the number of characters if the text was cut or left out; otherwise null
 */
record LoggedText(String text, @Nullable Integer fullLength) {

    /** The question was an image, for example. Not blank, because a line with a blank prompt is not an event. */
    static final LoggedText NO_PROMPT = new LoggedText("[no text]", null);

    /** An answer may be empty: the model called a tool, refused, or failed. */
    static final LoggedText NO_GENERATION = new LoggedText("", null);

    private static final String WITHHELD = "[not included]";

    private static final char ELLIPSIS = '\u2026';

    static LoggedText prompt(String text, LlmOptions options) {
        return of(text, options.includePrompt(), options.maxTextLength());
    }

    static LoggedText generation(String text, LlmOptions options) {
        return of(text, options.includeGeneration(), options.maxTextLength());
    }

    private static LoggedText of(String text, boolean included, int max) {
        if (!included) {
            return new LoggedText(WITHHELD, text.length());
        }
        if (text.length() <= max) {
            return new LoggedText(text, null);
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return new LoggedText(text.substring(0, end) + ELLIPSIS, text.length());
    }
}
