package com.trubrics.appender.llm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One question to a model and its answer, from {@link #begin} on the asking thread to {@link #end}, which logs one line.
 * In between, any thread may add details; thread-safe. No method throws: if an exchange cannot be logged, only its event is
 * lost, and the application's call is not affected.
 *
 * <p>A later value replaces an earlier one. Null and blank text change nothing.
 *
 * <p>An exchange keeps only the part of a prompt and an answer that will be logged.
 */
public final class LlmExchange {

    /** Limits the line if a model calls tools in a loop. */
    private static final int MAX_TOOLS = 100;

    private static final String USER_ID = "user_id";

    private final LlmOptions options;
    private final Asker asker;
    private final @Nullable String user;
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private List<String> tools = List.of();
    private @Nullable LoggedText prompt;
    private @Nullable LoggedText generation;
    private @Nullable String assistant;
    private @Nullable String thread;
    private @Nullable Throwable error;
    private boolean cancelled;
    private boolean ended;

    private LlmExchange(LlmOptions options, Asker asker) {
        // Not for as long as the exchange lasts: whatever names the user may hold the whole request.
        this.options = options.withUser(LlmUser.OF_THE_LINE);
        this.asker = asker;
        this.user = asker.names(USER_ID) ? null : userOf(options);
    }

    /** Begins an exchange now, for the user and with the MDC of this thread. */
    public static LlmExchange begin(LlmOptions options) {
        return begin(options, Asker.now());
    }

    /** Begins an exchange that was asked earlier, with the user of this thread. */
    public static LlmExchange begin(LlmOptions options, Asker asker) {
        return new LlmExchange(options, asker);
    }

    private static @Nullable String userOf(LlmOptions options) {
        try {
            return options.user().currentUserId();
        } catch (Throwable fromUserCode) {
            return null;
        }
    }

    /** Sets the user's own words. */
    public synchronized void prompt(@Nullable String text) {
        if (text != null && !text.isBlank()) {
            prompt = LoggedText.prompt(text, options);
        }
    }

    /** Sets the answer. There is none for a tool call, a failure or a cancelled stream. */
    public synchronized void generation(@Nullable String text) {
        if (text != null && !text.isBlank()) {
            generation = LoggedText.generation(text, options);
        }
    }

    /** Sets the model's name, first from the application's configuration, later from the answer. */
    public synchronized void model(@Nullable String name) {
        assistant = later(assistant, name);
    }

    /** Sets the conversation. Without one, the appender looks for {@code thread_id} in the MDC. */
    public synchronized void conversation(@Nullable Object id) {
        thread = later(thread, id == null ? null : textOf(id));
    }

    private static @Nullable String textOf(Object id) {
        try {
            return id.toString();
        } catch (Throwable fromUserCode) {
            return null;
        }
    }

    /** Sets the tokens, summed over all rounds. Zero for both means that the model did not count. */
    public synchronized void tokens(@Nullable Number ofPrompt, @Nullable Number ofCompletion) {
        if (isSome(ofPrompt) || isSome(ofCompletion)) {
            put("prompt_tokens", ofPrompt);
            put("completion_tokens", ofCompletion);
        }
    }

    /** Adds the tokens of one round to those of the rounds before. */
    public synchronized void addTokens(@Nullable Number ofPrompt, @Nullable Number ofCompletion) {
        tokens(sum("prompt_tokens", ofPrompt), sum("completion_tokens", ofCompletion));
    }

    private @Nullable Number sum(String name, @Nullable Number ofRound) {
        Object before = properties.get(name);
        return before instanceof Number number && ofRound != null ? number.intValue() + ofRound.intValue() : ofRound;
    }

    private static boolean isSome(@Nullable Number tokens) {
        return tokens != null && tokens.longValue() > 0;
    }

    /** Sets why the model stopped, in upper or lower case. */
    public synchronized void finishReason(@Nullable String reason) {
        if (reason != null && !reason.isBlank()) {
            put("finish_reason", reason.strip().toLowerCase(Locale.ROOT));
        }
    }

    /** Sets whether the answer arrived in parts. */
    public synchronized void streaming(boolean inParts) {
        put("streaming", inParts);
    }

    /** Sets the framework that made the call, such as {@code spring-ai}. */
    public synchronized void framework(String name) {
        put("llm_framework", name);
    }

    /** Sets the names of all tools that the model has called so far, in order. A shorter list than before changes nothing. */
    public synchronized void tools(List<String> names) {
        if (names.size() > tools.size()) {
            tools = List.copyOf(names.subList(0, Math.min(names.size(), MAX_TOOLS)));
        }
    }

    /** Adds a tool that the model has called. */
    public synchronized void tool(String name) {
        List<String> more = new ArrayList<>(tools);
        more.add(name);
        tools(more);
    }

    /** Records that the call failed. The first failure counts. */
    public synchronized void error(@Nullable Throwable cause) {
        error = error == null ? cause : error;
    }

    /** Records that the application cancelled the stream before the answer was complete. */
    public synchronized void cancelled() {
        cancelled = true;
    }

    /** Logs the line. Only the first call has an effect. */
    public void end() {
        try {
            Map<String, Object> fields = fieldsOnce();
            if (fields != null) {
                asker.log(fields);
            }
        } catch (Throwable e) {
            LogSystem.failed(e);
        }
    }

    private synchronized @Nullable Map<String, Object> fieldsOnce() {
        if (ended) {
            return null;
        }
        ended = true;
        Map<String, Object> fields = new LinkedHashMap<>();
        if (user != null && !user.isBlank()) {
            fields.put(USER_ID, user);
        }
        LoggedText question = prompt == null ? LoggedText.NO_PROMPT : prompt;
        LoggedText answer = generation == null ? LoggedText.NO_GENERATION : generation;
        fields.put("prompt", question.text());
        fields.put("generation", answer.text());
        putIfKnown(fields, "assistant_id", assistant);
        putIfKnown(fields, "thread_id", thread);
        fields.put("latency", asker.secondsSince());
        fields.put("llm_outcome", outcome().text);
        putIfKnown(
                fields,
                "llm_error",
                error == null ? null : Causes.of(error).getClass().getName());
        fields.putAll(properties);
        putIfKnown(fields, "tools", tools.isEmpty() ? null : tools);
        putIfKnown(fields, "prompt_length", question.fullLength());
        putIfKnown(fields, "generation_length", answer.fullLength());
        return fields;
    }

    private enum Outcome {
        ANSWER("answer"),
        TOOL_CALLS("tool_calls"),
        EMPTY("empty"),
        ERROR("error"),
        CANCELLED("cancelled");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }
    }

    private Outcome outcome() {
        if (error != null) {
            return Outcome.ERROR;
        }
        if (cancelled) {
            return Outcome.CANCELLED;
        }
        if (generation != null) {
            return Outcome.ANSWER;
        }
        return tools.isEmpty() ? Outcome.EMPTY : Outcome.TOOL_CALLS;
    }

    private void put(String name, @Nullable Object value) {
        putIfKnown(properties, name, value);
    }

    private static void putIfKnown(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static @Nullable String later(@Nullable String before, @Nullable String text) {
        return text == null || text.isBlank() ? before : text;
    }
}
