package com.trubrics.appender.llm;

/**
 * The options for the lines about exchanges. Immutable and thread-safe.
 *
 * @param includePrompt whether the prompt's text is logged; if not, the line contains a placeholder and the text's length
 * @param includeGeneration the same for the answer
 * @param maxTextLength the maximum number of characters of each text, at least 1; a longer text is cut, and the line
 *     contains its full length
 * @param user returns the user; if it returns null, the appender looks for the user as it does for every line
 */
public record LlmOptions(boolean includePrompt, boolean includeGeneration, int maxTextLength, LlmUser user) {

    /** In any language, two texts of this length fit into an event of 1 MB, the default of {@code maxEventBytes}. */
    public static final int DEFAULT_MAX_TEXT_LENGTH = 100_000;

    /** Logs both texts, up to {@value #DEFAULT_MAX_TEXT_LENGTH} characters each. */
    public static final LlmOptions DEFAULT = new LlmOptions(true, true, DEFAULT_MAX_TEXT_LENGTH, LlmUser.OF_THE_LINE);

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if {@code maxTextLength} is below 1
     */
    public LlmOptions {
        if (maxTextLength < 1) {
            throw new IllegalArgumentException("maxTextLength must be at least 1, but is " + maxTextLength);
        }
    }

    /** Returns a copy with or without the prompt's text. */
    public LlmOptions withPrompt(boolean include) {
        return new LlmOptions(include, includeGeneration, maxTextLength, user);
    }

    /** Returns a copy with or without the answer's text. */
    public LlmOptions withGeneration(boolean include) {
        return new LlmOptions(includePrompt, include, maxTextLength, user);
    }

    /**
     * Returns a copy with another maximum length of texts.
     *
     * @throws IllegalArgumentException if the length is below 1
     */
    public LlmOptions withMaxTextLength(int length) {
        return new LlmOptions(includePrompt, includeGeneration, length, user);
    }

    /** Returns a copy with another source of the user. */
    public LlmOptions withUser(LlmUser source) {
        return new LlmOptions(includePrompt, includeGeneration, maxTextLength, source);
    }
}
