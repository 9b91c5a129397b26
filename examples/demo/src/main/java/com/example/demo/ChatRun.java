package com.example.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One run of the application: started, driven through the recorded day, asked to shut down, and gone.
 *
 * @param logLines what its log file holds
 */
record ChatRun(List<Played> played, ChildJvm.Ending ending, long logLines) {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    static ChatRun of(Variant variant, RecordedDay day, Destination destination)
            throws IOException, InterruptedException {
        try (ChildJvm jvm = ChildJvm.start(variant, Program.CHAT, destination)) {
            Replay replay = new Replay(jvm.port(LIMIT));
            List<Played> played = replay.play(day);
            replay.shutDown();
            ChildJvm.Ending ending = jvm.ending(LIMIT);
            try (Stream<String> lines = Files.lines(variant.target().resolve(Program.CHAT.logFile()))) {
                return new ChatRun(played, ending, lines.count());
            }
        }
    }

    List<ExpectedEvent> expected() {
        return ExpectedEvent.of(played);
    }

    /** What went wrong with the application itself, or was given up by its appender. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        if (ending.exitCode() != 0) {
            complaints.add("the application ended with exit code " + ending.exitCode());
        }
        for (Played one : played) {
            if (!one.asRecorded()) {
                RecordedRequest request = one.request();
                complaints.add(request.id() + " " + request.method() + " " + request.path() + " was answered "
                        + one.status() + ", recorded " + request.status());
            }
        }
        complaints.addAll(ending.droppedLines());
        return complaints;
    }
}
