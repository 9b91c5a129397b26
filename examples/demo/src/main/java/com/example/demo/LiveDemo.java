package com.example.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The demo against the real host. Only the appender sees the answers there, so its own words decide. */
final class LiveDemo {
    /** Said once by the appender, when the host first answers with a success. */
    private static final String ACCEPTED = "events have been accepted";

    private static final Pattern OURS = Pattern.compile("trubrics", Pattern.CASE_INSENSITIVE);

    private final RecordedDay day;
    private final PrintStream out;

    LiveDemo(RecordedDay day, PrintStream out) {
        this.day = day;
        this.out = out;
    }

    /**
     * Plays the day on one framework. Once a first request was accepted, an event has either arrived or was dropped,
     * and the appender reports at its stop if any was dropped.
     */
    List<String> play(Variant variant) throws IOException, InterruptedException {
        ChatRun run = ChatRun.of(variant, day, new Destination.Live());
        List<String> complaints = new ArrayList<>(run.complaints());
        boolean accepted = run.ending().printed().stream().anyMatch(line -> line.contains(ACCEPTED));
        if (!accepted) {
            complaints.add("no request was accepted");
            run.ending().printed().stream()
                    .filter(line -> OURS.matcher(line).find() && !line.contains("INFO"))
                    .forEach(complaints::add);
        }
        out.println(Report.heading(variant.title()));
        out.println(run.expected().size() + " events logged, " + (accepted ? "accepted" : "not accepted") + ", "
                + (run.ending().droppedLines().isEmpty() ? "none dropped" : "some dropped"));
        out.println();
        return complaints;
    }
}
