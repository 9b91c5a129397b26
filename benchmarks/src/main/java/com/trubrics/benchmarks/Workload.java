package com.trubrics.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is logged. */
enum Workload {
    /** A line that is nobody's event. */
    ORDINARY("an ordinary line"),
    /** A user event whose user, name and three properties are in the MDC, which does not change. */
    MDC("user event, MDC"),
    /** The same, but its name is put there for this one call and taken away again. */
    CHANGING_MDC("user event, name put into the MDC for the call"),
    /** A user event whose user, name and three properties are SLF4J key-values, or a map message. */
    FIELDS("user event, fields"),
    /** The same, but its user is in the MDC, which does not change: what a service logs. */
    SERVICE("user event, fields, user in the MDC"),
    /** An LLM event on the call: a prompt of 2 KB, a generation of 4 KB. */
    LLM("LLM event, 2 + 4 KB"),
    /** The same with a prompt of 64 KB. */
    LONG_LLM("LLM event, 64 + 4 KB");

    /** So many in a row, once in each event's text, and nowhere else: the sink counts them. */
    static final char MARK = '~';

    static final int MARKS = 3;
    private static final String MARKED = String.valueOf(MARK).repeat(MARKS);

    static final String USER = "user-4711";
    static final String EVENT = "Signed Up" + MARKED;
    static final String PLAN = "premium";
    static final String COUNTRY = "Liechtenstein";
    static final String SEATS = "12";
    static final String GENERATION = MARKED + text(4 * 1024 - MARKS);
    private static final String PROMPT = text(2 * 1024);
    private static final String LONG_PROMPT = text(64 * 1024);

    private final String title;

    Workload(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    String prompt() {
        return this == LONG_LLM ? LONG_PROMPT : PROMPT;
    }

    /** What stands in the MDC of whoever logs it; texts of its own each time. */
    Map<String, String> context() {
        Map<String, String> context = new LinkedHashMap<>(Map.of("request_id", "8b2f6a2e"));
        if (this == MDC) {
            context.put("event", EVENT);
        }
        if (this == MDC || this == CHANGING_MDC || this == SERVICE) {
            context.put("user_id", USER);
        }
        if (this == MDC || this == CHANGING_MDC) {
            context.put("properties.plan", PLAN);
            context.put("properties.country", COUNTRY);
            context.put("properties.seats", SEATS);
        }
        context.replaceAll((name, value) -> String.valueOf(value.toCharArray()));
        return context;
    }

    boolean isLlm() {
        return this == LLM || this == LONG_LLM;
    }

    /** In lines, as people and models write: encoders have to escape their ends. */
    private static String text(int length) {
        return "All work and no play makes Jack a dull boy.\n"
                .repeat(length / 44 + 1)
                .substring(0, length);
    }
}
