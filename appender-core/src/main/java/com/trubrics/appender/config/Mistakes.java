package com.trubrics.appender.config;

import java.util.function.Consumer;

/**
 * Says each mistake once and in one style, and remembers whether one of them leaves nothing to take: what was seen,
 * what is wrong with it, what happens now.
 */
final class Mistakes {
    private final Consumer<String> warnings;
    private boolean takesNothing;

    Mistakes(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** A value that cannot be read: the default holds, or nothing is taken where a guess could send data astray. */
    void unusable(Given given, String reason) {
        if (given.option().failsClosed()) {
            warnings.accept(given + ": " + reason + "; no events are taken.");
            takesNothing = true;
        } else {
            replaced(given, reason, given.option().defaultText());
        }
    }

    /** A value that is not taken as it is. */
    void replaced(Given given, String reason, Object used) {
        warnings.accept(given + ": " + reason + ", using " + used + ".");
    }

    /** A value that is taken as it is, and may be regretted. */
    void doubtful(Given given, String doubt) {
        warnings.accept(given + ": " + doubt + ".");
    }

    /** Something that should have been there. */
    void missing(Option option, String remedy) {
        warnings.accept("Option '" + option.key() + "' is missing: " + remedy + "; no events are taken.");
        takesNothing = true;
    }

    /** A mistake that is not about a single option. */
    void say(String mistake) {
        warnings.accept(mistake);
    }

    /** Whether a mistake was so bad that no events can be taken. */
    boolean takesNothing() {
        return takesNothing;
    }
}
