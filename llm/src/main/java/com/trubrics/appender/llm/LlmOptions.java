package com.trubrics.appender.llm;

/**
 * What a line about an exchange says. Immutable and thread-safe.
 *
 * @param includePrompt whether the prompt's text is logged; if not, the line has a placeholder and the text's length
 * @param includeGeneration the same for the answer
 * @param maxTextLength how many characters are logged of each of the two, at least 1; the rest is cut off, and the line
 *     has the full length
 * @param user names the user; without a name from here, the appender looks for one as it does for every line
 */
public record LlmOptions(boolean includePrompt, boolean includeGeneration, int maxTextLength, LlmUser user) {

    /** Two texts of this length fit into an event of 1 MB, the default of {@code maxEventBytes}, in any language. */
    public static final int DEFAULT_MAX_TEXT_LENGTH = 100_000;

    /** Both texts, up to {@value #DEFAULT_MAX_TEXT_LENGTH} characters each. */
    public static final LlmOptions DEFAULT = new LlmOptions(true, true, DEFAULT_MAX_TEXT_LENGTH, LlmUser.OF_THE_LINE);

    /**
     * Checks the bound.
     *
     * @throws IllegalArgumentException if {@code maxTextLength} is below 1
     */
    public LlmOptions {
        if (maxTextLength < 1) {
            throw new IllegalArgumentException("maxTextLength must be at least 1, but is " + maxTextLength);
        }
    }

    /** Returns the same options with or without the prompt's text. */
    public LlmOptions withPrompt(boolean include) {
        return new LlmOptions(include, includeGeneration, maxTextLength, user);
    }

    /** Returns the same options with or without the answer's text. */
    public LlmOptions withGeneration(boolean include) {
        return new LlmOptions(includePrompt, include, maxTextLength, user);
    }

    /**
     * Returns the same options with another bound.
     *
     * @throws IllegalArgumentException if the length is below 1
     */
    public LlmOptions withMaxTextLength(int length) {
        return new LlmOptions(includePrompt, includeGeneration, length, user);
    }

    /** Returns the same options with another source of the user. */
    public LlmOptions withUser(LlmUser source) {
        return new LlmOptions(includePrompt, includeGeneration, maxTextLength, source);
    }
}
