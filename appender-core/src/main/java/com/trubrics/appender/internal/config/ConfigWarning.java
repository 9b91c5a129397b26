package com.trubrics.appender.internal.config;

/**
 * One mistake in a configuration.
 *
 * @param what names the option and the value seen, and says what is wrong; without secrets
 * @param consequence what happens now; empty where the value is used although it is probably a mistake
 */
public record ConfigWarning(String what, String consequence) {

    /** Returns whether the value is used although it is probably a mistake. */
    public boolean isDoubt() {
        return consequence.isEmpty();
    }

    /** Returns the warning. */
    @Override
    public String toString() {
        String sentence = isDoubt() ? what : what + "; " + consequence;
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
