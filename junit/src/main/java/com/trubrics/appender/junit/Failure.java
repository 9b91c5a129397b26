package com.trubrics.appender.junit;

import java.util.List;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/** Writes the message of a failed assertion: what was expected, and everything that helps to find the cause. */
final class Failure {

    /** More lines would hardly be read. */
    private static final int MOST = 20;

    private Failure() {}

    static AssertionFailedError of(String message, Recording recording) {
        return new AssertionFailedError(message
                + section(
                        "Events", recording.events().stream().map(EventText::of).toList())
                + section("Dropped", recording.dropped())
                + section("Log calls", recording.explanations())
                + (recording.explanations().isEmpty() ? NO_CALLS : ""));
    }

    private static final String NO_CALLS =
            "\nNo log call reached a Trubrics appender. Does the logging configuration that"
                    + " the tests use have one? (Logback reads logback-test.xml, and Log4j2 log4j2-test.xml, before the"
                    + " application's own file.) Is the logger's level enabled? Has the appender reported a mistake in its"
                    + " options when it started?";

    private static String section(String title, List<?> lines) {
        if (lines.isEmpty()) {
            return "\n" + title + ": none";
        }
        int skipped = Math.max(0, lines.size() - MOST);
        String more = skipped == 0 ? "" : " (the last " + MOST + " of " + lines.size() + ")";
        return lines.stream()
                .skip(skipped)
                .map(Object::toString)
                .collect(Collectors.joining("\n  ", "\n" + title + more + ":\n  ", ""));
    }
}
