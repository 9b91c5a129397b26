package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.report.SafeText;
import com.trubrics.appender.spi.LogCallReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds names on log calls that look like a field with another name: {@code userId} instead of {@code user_id}, or
 * {@code response} next to a prompt. Checks a limited number of calls with fields that are not events, and events that name no
 * user. Thread-safe; mapping a call does not depend on it.
 *
 * @param <E> the framework's log event
 */
final class NearMisses<E> {

    /** A mistake shows in the first calls with fields, and checking all calls forever would cost too much. */
    private static final int MOST_LOOKS = 1_000;

    /** Where the names come from if a rule matches; then userIdKey has no effect. */
    private static final String RULE = "rule";

    /** A longer list would not help. */
    private static final int MOST_FINDINGS = 10;

    private static final Pattern SEPARATORS = Pattern.compile("[-_.\\s]");

    /** Common other names of the fields, without case and separators. */
    private static final Map<Field, List<String>> OTHER_NAMES = Map.of(
            Field.USER_ID, List.of("user", "userid", "uid", "username", "principal", "userkey", "accountid", "sub"),
            Field.EVENT, List.of("eventname", "eventtype", "trubricsevent"),
            Field.PROMPT, List.of("question", "userprompt", "input"),
            Field.GENERATION, List.of("response", "answer", "completion", "output", "reply"));

    private final LogCallReader<E> reader;
    private final Fields<E> fields;
    private final AtomicInteger looks = new AtomicInteger();
    /** The text to report, keyed by the name that was found. Guarded by itself. */
    private final Map<String, String> findings = new LinkedHashMap<>();

    NearMisses(LogCallReader<E> reader, Fields<E> fields) {
        this.reader = reader;
        this.fields = fields;
    }

    /** Checks a call that has fields but is not an event. */
    void lookAt(E call, MappingReport report) {
        if (looks.get() >= MOST_LOOKS || looks.incrementAndGet() > MOST_LOOKS) {
            return;
        }
        try {
            String event = named(fields.event, call);
            if (event != null) {
                found(event, "eventKey", fields.event, report);
            }
            if (fields.prompt.isOn(call)) {
                String generation = named(fields.generation, call);
                if (generation != null) {
                    found(generation, "generationKey", fields.generation, report);
                }
            } else if (fields.generation.isOn(call)) {
                String prompt = named(fields.prompt, call);
                if (prompt != null) {
                    found(prompt, "promptKey", fields.prompt, report);
                }
            }
        } catch (Throwable fromUserCode) {
            // An application's own map may throw. Then only a hint is lost.
        }
    }

    /** Returns a hint about the user of an event that names none, as the end of a sentence; may be empty. */
    String insteadOfUser(E call) {
        try {
            String name = named(fields.userId, call);
            String where = reader instanceof MatchedCall.Reader ? RULE : "call";
            if (name == null) {
                name = inContext(call);
                where = "MDC";
            }
            return name == null
                    ? ""
                    : ". The " + where + " has '" + SafeText.quoted(name) + "': if that is the user, "
                            + (where.equals(RULE)
                                    ? "name it user_id in the rule"
                                    : "set userIdKey to \"" + namesWith(name, fields.userId) + "\"");
        } catch (Throwable fromUserCode) {
            return "";
        }
    }

    /** What the option must be to read another name, too. */
    private static String namesWith(String name, FieldReader<?> field) {
        String read = String.join(",", field.names());
        return (read.isEmpty() ? "" : read + ",") + SafeText.quoted(name);
    }

    private @Nullable String named(FieldReader<E> field, E call) {
        First first = new First(field.field(), List.of(field.names()));
        reader.forEachField(call, (name, value) -> first.offer(name, value));
        return first.name;
    }

    private @Nullable String inContext(E call) {
        First first = new First(Field.USER_ID, List.of(fields.userId.names()));
        reader.forEachContextValue(call, (name, value) -> first.offer(name, value));
        return first.name;
    }

    /** The first name that looks like a field. */
    private static final class First {
        final Field field;
        final List<String> read;

        @Nullable
        String name;

        /** @param read the names under which the field is read, which are none of these */
        First(Field field, List<String> read) {
            this.field = field;
            this.read = read;
        }

        void offer(String candidate, @Nullable Object value) {
            if (name == null && value != null && !read.contains(candidate) && isLike(field, candidate)) {
                name = candidate;
            }
        }
    }

    private static boolean isLike(Field field, String name) {
        String plain = SEPARATORS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
        return plain.equals(field.name().replace("_", "").toLowerCase(Locale.ROOT))
                || OTHER_NAMES.getOrDefault(field, List.of()).contains(plain);
    }

    private void found(String name, String option, FieldReader<E> field, MappingReport report) {
        String text;
        synchronized (findings) {
            if (findings.containsKey(name) || findings.size() >= MOST_FINDINGS) {
                return;
            }
            findings.put(
                    name,
                    "'" + SafeText.quoted(name) + "' (option " + option + " reads \"" + String.join(",", field.names())
                            + "\"; set it to \"" + namesWith(name, field) + "\" to use it)");
            text = String.join(", ", findings.values());
        }
        report.problem(
                Problem.NEAR_MISS,
                "Log calls that are not events have fields that look like those of an event: " + text);
    }
}
