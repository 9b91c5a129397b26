package com.example.demo;

import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import com.trubrics.sandbox.ServerAnswer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The demo that never leaves the machine: the application's events go to a sandbox, and are counted there. */
final class LocalDemo {
    private static final String API_KEY = "demo-key";
    private static final SandboxOptions OPTIONS = SandboxOptions.onFreePort().withApiKey(API_KEY);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final RecordedDay day;
    private final PrintStream out;

    LocalDemo(RecordedDay day, PrintStream out) {
        this.day = day;
        this.out = out;
    }

    /** Plays the day on one framework, prints the table, and answers with everything that was not as it should be. */
    List<String> play(Variant variant) throws IOException, InterruptedException {
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS)) {
            // One request is turned away, so that a retry is part of the picture.
            sandbox.answerNext(1, ServerAnswer.refuse(503));
            ChatRun run = ChatRun.of(variant, day, new Destination.Local(sandbox.host(), API_KEY));
            Received received = Received.by(sandbox);
            List<String> complaints = new ArrayList<>(run.complaints());
            complaints.addAll(received.refusals());
            complaints.addAll(Reconciliation.differences(run.expected(), received.events()));
            new Report(variant.title(), received, run).lines().forEach(out::println);
            return complaints;
        }
    }

    /** Logs one upgrade with Log4j2's own API, beside the one that came through SLF4J. */
    List<String> playTyped(Variant log4j2) throws IOException, InterruptedException {
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                ChildJvm jvm =
                        ChildJvm.start(log4j2, Program.TYPED_UPGRADE, new Destination.Local(sandbox.host(), API_KEY))) {
            ChildJvm.Ending ending = jvm.ending(LIMIT);
            Received received = Received.by(sandbox);
            List<ArrivedEvent> events = received.events();
            List<String> complaints = new ArrayList<>(received.refusals());
            complaints.addAll(ending.droppedLines());
            if (events.size() != 1 || !events.get(0).properties().path("seats").isInt()) {
                complaints.add("one upgrade with a number of seats was expected, not " + events);
            } else {
                Report.typed(events.get(0)).forEach(out::println);
            }
            return complaints;
        }
    }
}
