package com.trubrics.appender.config;

import java.util.function.Consumer;

/**
 * Reports each mistake once and in one style: what was seen, what is wrong with it, what happens now. Remembers whether
 * one of them makes the appender inactive.
 */
final class Mistakes {
    private static final String INACTIVE = "; no events will be sent.";

    private final Consumer<String> warnings;
    private boolean inactive;

    Mistakes(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** A value that cannot be used: the default holds or, where a guess could send data astray, no events are sent. */
    void unusable(Given given, String reason) {
        if (given.option().failsClosed()) {
            refused(given + ": " + reason);
        } else {
            replaced(given, reason, given.option().defaultText());
        }
    }

    /** A value that is not used as it is. */
    void replaced(Given given, String reason, String used) {
        String end = used.endsWith(".") ? "" : ".";
        say(given + ": " + reason + "; using " + used + end);
    }

    /** A value that is used as it is, although it is probably not what was meant. */
    void doubtful(Given given, String doubt) {
        say(given + ": " + doubt + ".");
    }

    /** A name that no option has. */
    void unknown(String name) {
        Option nearest = Option.nearest(name);
        String guess = nearest == null ? "" : " (did you mean '" + nearest.key() + "'?)";
        String mistake = "Unknown option '" + Shown.line(name) + "'" + guess;
        if (Option.seemsToDecideWhatLeaves(name)) {
            refused(mistake);
        } else {
            say(mistake + "; it is ignored.");
        }
    }

    /** An option that is written without text. */
    void unreadable(Option option) {
        String mistake =
                "Option '" + option.key() + "' has no text of its own: arrays, nested elements and attributes of"
                        + " an element are not read, and a list is written with commas";
        if (option.failsClosed()) {
            refused(mistake);
        } else {
            say(mistake + "; it is ignored.");
        }
    }

    /** A mistake after which nothing may leave the process. */
    void refused(String mistake) {
        say(mistake + INACTIVE);
        inactive = true;
    }

    /** A mistake that is not about a single option. */
    void say(String mistake) {
        warnings.accept(mistake);
    }

    /** Whether a mistake was so bad that no events may be sent. */
    boolean isInactive() {
        return inactive;
    }
}
