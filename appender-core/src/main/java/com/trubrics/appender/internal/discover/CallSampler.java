package com.trubrics.appender.internal.discover;

import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.json.JsonText;
import com.trubrics.appender.internal.value.Freezer;
import com.trubrics.appender.spi.LogCallReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies whole log calls, so that the sandbox can try rules on them. Called on the thread that runs the appender, while
 * log calls of the copied objects are not events; limited by {@link TextBudget}. Thread-safe.
 *
 * @param <E> the framework's log event
 */
final class CallSampler<E> {

    private static final int MOST_ARGUMENTS = 50;
    private static final int MOST_FIELDS = 50;

    /** A copy of a call, and its size in memory. */
    record Sample(Map<String, Object> call, int bytes) {}

    private final LogCallReader<E> reader;
    private final CurrentUsers users;

    CallSampler(LogCallReader<E> reader, CurrentUsers users) {
        this.reader = reader;
        this.users = users;
    }

    /** Copies a call. */
    Sample sample(E call, MappingResult result) {
        TextBudget texts = new TextBudget();
        Map<String, Object> copy = new LinkedHashMap<>();
        String message = reader.formattedMessage(call);
        copy.put("message", texts.cut(message == null ? "" : message, TextBudget.WHOLE));
        copy.put("thread", texts.cut(reader.threadName(call), TextBudget.SHORT));
        copy.put("at", reader.instant(call).toString());
        copy.put("arguments", arguments(call, texts));
        copy.put("mdc", context(call, texts));
        copy.put("kv", fields(call, texts));
        copy.put("users", users.of(reader.threadName(call), texts));
        putIfPresent(copy, "exception", reader.exceptionClass(call), texts);
        putIfPresent(copy, "exceptionMessage", reader.exceptionMessage(call), texts);
        putResult(copy, result, texts);
        if (texts.hasCut()) {
            copy.put("cut", true);
        }
        return new Sample(copy, 2 * texts.used());
    }

    private static void putIfPresent(Map<String, Object> copy, String name, @Nullable String text, TextBudget texts) {
        if (text != null) {
            copy.put(name, texts.cut(text, TextBudget.SHORT));
        }
    }

    private static void putResult(Map<String, Object> copy, MappingResult result, TextBudget texts) {
        if (result.event() != null) {
            putIfPresent(copy, "user", result.event().userId(), texts);
        }
        if (result.event() instanceof UserEvent event) {
            putIfPresent(copy, "event", event.event(), texts);
        } else if (result.event() instanceof LlmEvent) {
            copy.put("event", "LLM event");
        }
        if (result.rule() > 0) {
            copy.put("rule", result.rule());
        }
        if (result.dropped() != null) {
            copy.put("dropped", result.dropped().name());
        }
    }

    private List<Object> arguments(E call, TextBudget texts) {
        List<Object> copies = new ArrayList<>();
        Object[] arguments = reader.parameters(call);
        for (int i = 0; arguments != null && i < Math.min(arguments.length, MOST_ARGUMENTS); i++) {
            boolean isException = i == arguments.length - 1 && arguments[i] instanceof Throwable;
            copies.add(argument(isException ? null : arguments[i], reader.threadName(call), texts));
        }
        return copies;
    }

    /** Returns a value that JSON supports, or the text and the members of an object. */
    private static Map<String, Object> argument(@Nullable Object value, String loggedBy, TextBudget texts) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value == null) {
            copy.put("type", "null");
            return copy;
        }
        copy.put("type", value.getClass().getName());
        Freezer freezer = new Freezer(Math.min(TextBudget.WHOLE, texts.left()), loggedBy);
        Object frozen = freezer.freeze(value);
        if (frozen instanceof String text) {
            boolean isText = value instanceof CharSequence;
            copy.put(isText ? "value" : "text", texts.cut(text, TextBudget.WHOLE));
            Map<String, Object> members = isText ? Map.of() : new ObjectMembers(texts, loggedBy).of(value);
            if (!members.isEmpty()) {
                copy.put("members", members);
            }
        } else if (freezer.exceeded()) {
            texts.leaveOut();
        } else if (frozen != null) {
            texts.count(JsonText.of(frozen).length());
            copy.put("value", frozen);
        }
        return copy;
    }

    private Map<String, Object> context(E call, TextBudget texts) {
        Map<String, Object> copies = new LinkedHashMap<>();
        reader.forEachContextValue(call, (name, value) -> {
            if (name != null && value != null && copies.size() < MOST_FIELDS) {
                copies.put(texts.cut(name, TextBudget.SHORT), texts.cut(value.toString(), TextBudget.SHORT));
            }
        });
        return copies;
    }

    private Map<String, Object> fields(E call, TextBudget texts) {
        Map<String, Object> copies = new LinkedHashMap<>();
        reader.forEachField(call, (name, value) -> {
            if (name != null && copies.size() < MOST_FIELDS) {
                copies.put(texts.cut(name, TextBudget.SHORT), argument(value, reader.threadName(call), texts));
            }
        });
        return copies;
    }
}
