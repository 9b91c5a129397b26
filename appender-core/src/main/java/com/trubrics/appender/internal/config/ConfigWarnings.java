package com.trubrics.appender.internal.config;

import com.trubrics.appender.Option;
import com.trubrics.appender.internal.report.SafeText;
import java.util.function.Consumer;

/**
 * Reports each mistake once and in one style: the text, what is wrong with it, and what happens now. Remembers whether
 * a mistake makes the appender inactive.
 */
final class ConfigWarnings {
    private static final String IGNORED = "it is ignored";

    private final Consumer<ConfigWarning> report;
    private boolean inactive;

    ConfigWarnings(Consumer<ConfigWarning> report) {
        this.report = report;
    }

    /** Reports an unusable value. The default applies or, if a guess could send data astray, no events are sent. */
    void unusable(OptionText given, String reason) {
        if (given.option().failsClosed()) {
            refused(given + ": " + reason);
        } else {
            replaced(given, reason, given.option().defaultText());
        }
    }

    /** Reports a value that is replaced by another. */
    void replaced(OptionText given, String reason, String used) {
        say(given + ": " + reason, "using " + used);
    }

    /** Reports a value that is used although it is probably a mistake. */
    void doubtful(OptionText given, String doubt) {
        say(given + ": " + doubt, "");
    }

    /** Reports a name that no option has. */
    void unknown(String name) {
        Option nearest = SimilarOptions.nearest(name);
        String guess = nearest == null ? "" : " (did you mean '" + nearest.key() + "'?)";
        String mistake = "Unknown option '" + SafeText.quoted(name) + "'" + guess;
        if (SimilarOptions.seemToDecideWhatLeaves(name)) {
            refused(mistake);
        } else {
            say(mistake, IGNORED);
        }
    }

    /** Reports an attribute that a static property does not have. */
    void unknownAttribute(String name) {
        say("Unknown attribute '" + SafeText.quoted(name) + "' of a 'staticProperty'", IGNORED);
    }

    /** Reports an option that is written without text. */
    void unreadable(Option option) {
        String mistake =
                "Option '" + option.key() + "' has no text of its own: arrays, nested elements and attributes of"
                        + " an element are not read, and a list is written with commas";
        if (option.failsClosed()) {
            refused(mistake);
        } else {
            say(mistake, IGNORED);
        }
    }

    /** Reports a mistake after which nothing may leave the process. */
    void refused(String mistake) {
        say(mistake, "no events will be sent");
        inactive = true;
    }

    /** Reports any other mistake, and what happens now. */
    void say(String mistake, String consequence) {
        report.accept(new ConfigWarning(mistake, consequence));
    }

    /** Returns whether a mistake means that no events may be sent. */
    boolean isInactive() {
        return inactive;
    }
}
