package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.line;

import com.trubrics.appender.internal.value.Hostile;
import java.util.List;
import java.util.Random;

/** Draws the log calls of a random life. */
final class LifeLines {
    private static final String OVERSIZED = "h";

    private final Random random;
    private final List<Mark> marks;
    private final double marked;
    private int number;

    LifeLines(Random random, List<Mark> marks) {
        this.random = random;
        this.marks = marks;
        this.marked = random.nextInt(4) * 0.02;
    }

    /** One call that is an event. */
    record Issue(String id, LogLine line) {}

    /** Whether an event is larger than {@code maxEventBytes}. */
    static boolean isOversized(String id) {
        return id.startsWith(OVERSIZED);
    }

    /** Any kind of event. */
    Issue any() {
        if (random.nextInt(100) == 0) {
            String id = OVERSIZED + ++number;
            return new Issue(id, withFields(id).field("zeros", new Hostile.Endless()));
        }
        String id = random.nextDouble() < marked
                ? marks.get(random.nextInt(marks.size())).id(++number)
                : Mark.unmarked(++number);
        return new Issue(
                id,
                switch (random.nextInt(6)) {
                    case 0 -> line().mdc("user_id", "u1").mdc("event", "Tick").mdc("properties.id", id);
                    case 1 -> line().mdc("user_id", "u1").field("event", "Tick").field("id", id);
                    case 2 -> llm(id);
                    case 3 -> withFields(id).field("value", hostile());
                    default -> withFields(id);
                });
    }

    /** An event that every endpoint takes; it draws nothing. */
    Issue userEvent() {
        String id = Mark.unmarked(++number);
        return new Issue(id, withFields(id));
    }

    /** The same for the other endpoint. */
    Issue llmEvent() {
        String id = Mark.unmarked(++number);
        return new Issue(id, llm(id));
    }

    private static LogLine withFields(String id) {
        return line().field("event", "Tick").field("id", id).field("user_id", "u1");
    }

    private static LogLine llm(String id) {
        return line().field("generation", "g")
                .field("id", id)
                .field("prompt", "p")
                .field("user_id", "u1");
    }

    private Object hostile() {
        return switch (random.nextInt(4)) {
            case 0 -> new Hostile.Thrower(() -> new IllegalStateException("on purpose"));
            case 1 -> new Hostile.Thrower(() -> new OutOfMemoryError("on purpose"));
            case 2 -> new Hostile.TornMap();
            default -> new Hostile.Recursive();
        };
    }
}
