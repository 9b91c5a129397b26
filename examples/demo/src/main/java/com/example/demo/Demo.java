package com.example.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays the recorded day against the chat application, once on each framework, and shows the events that arrived. Ends with
 * exit code 0 only if every event arrived exactly once.
 */
public final class Demo {
    private static final int COMPLAINTS_SHOWN = 12;

    private Demo() {}

    /** Takes the {@code target} folders of the application on Logback and on Log4j2. */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean live = Boolean.getBoolean("trubrics.demo.live");
        if (live && System.getenv().getOrDefault("TRUBRICS_API_KEY", "").isBlank()) {
            System.out.println("trubrics.demo.live needs the environment variable TRUBRICS_API_KEY.");
            System.exit(1);
        }
        System.exit(run(live, Variant.in(Path.of(args[0])), Variant.in(Path.of(args[1])), System.out));
    }

    private static int run(boolean live, Variant logback, Variant log4j2, PrintStream out)
            throws IOException, InterruptedException {
        // Yesterday: all of its times are past, and recent enough for a live project to show them.
        RecordedDay day = RecordedDay.on(LocalDate.now(ZoneOffset.UTC).minusDays(1));
        out.println();
        out.println("A recorded day of " + day.requests().size() + " requests by " + day.users()
                + " users, played twice over HTTP: the same classes,");
        out.println("another XML file and class path" + (live ? ", sent to " + liveHost() + "." : "."));
        out.println();

        List<String> complaints = new ArrayList<>();
        if (live) {
            LiveDemo demo = new LiveDemo(day, out);
            note(complaints, logback, demo::play);
            note(complaints, log4j2, demo::play);
        } else {
            LocalDemo demo = new LocalDemo(day, out);
            note(complaints, logback, demo::play);
            note(complaints, log4j2, demo::play);
            note(complaints, log4j2, demo::playTyped);
        }
        String success = live ? "Accepted, and none dropped." : "Every event arrived, each once.";
        return conclude(complaints, success, out);
    }

    private static String liveHost() {
        return System.getenv().getOrDefault("TRUBRICS_HOST", "https://app.trubrics.com/api/ingestion");
    }

    private static void note(List<String> complaints, Variant variant, Part part) throws InterruptedException {
        try {
            part.play(variant).forEach(complaint -> complaints.add(variant.title() + ": " + complaint));
        } catch (IOException e) {
            // The other framework is still worth a look.
            complaints.add(variant.title() + ": " + e.getMessage());
        }
    }

    private static int conclude(List<String> complaints, String success, PrintStream out) {
        if (complaints.isEmpty()) {
            out.println(success);
            return 0;
        }
        out.println("NOT as it should be:");
        complaints.stream().limit(COMPLAINTS_SHOWN).forEach(complaint -> out.println("  " + complaint));
        if (complaints.size() > COMPLAINTS_SHOWN) {
            out.println("  and " + (complaints.size() - COMPLAINTS_SHOWN) + " more");
        }
        out.println("What the application said is in its target folder, in files that end in .log and .err.");
        return 1;
    }

    /** One part of the demo; answers with what was not as it should be. */
    @FunctionalInterface
    private interface Part {
        List<String> play(Variant variant) throws IOException, InterruptedException;
    }
}
