package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.event.EventSize;
import com.trubrics.appender.internal.event.Trimming;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.report.SafeText;
import com.trubrics.appender.internal.value.Freezer;
import com.trubrics.appender.internal.value.PropertyMap;
import com.trubrics.appender.internal.value.TextLimit;
import com.trubrics.appender.spi.LogCallReader;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds the event that a {@link Decision} has found. Reads the values, of which the decision only knows that they are
 * present. Thread-safe.
 *
 * @param <E> what events are built from: the framework's log event, or what a rule has read from one
 */
final class EventBuilder<E> {

    /** What happens when the values that made a call an event turn out to be blank or unreadable. */
    @FunctionalInterface
    interface Refuted<E> {
        /** Returns the event that the call is instead; if there is none, tells the report and returns null. */
        @Nullable
        Event behind(FieldValues<E> values, Decision refuted);
    }

    private final LogCallReader<E> reader;
    private final Fields<E> fields;
    private final PropertyCollector<E> collector;
    private final MessageNames<E> messageNames;
    private final UserFinder<E> user;
    private final Refuted<E> refuted;
    private final Timestamps timestamps;
    private final AskedUsers<E> askedUsers;
    private final @Nullable String defaultUserId;
    private final int maxEventBytes;
    private final Trimming trimming;
    private final TextLimit texts;
    private final NearMisses<E> nearMisses;

    EventBuilder(MappingSettings settings, EventLimits limits, CallView<E> calls, Refuted<E> refuted) {
        this.reader = calls.reader();
        this.fields = calls.fields();
        this.collector = calls.collector();
        this.messageNames = calls.messageNames();
        this.user = calls.user();
        this.refuted = refuted;
        this.timestamps = new Timestamps(settings.timestampUnit());
        this.askedUsers = new AskedUsers<>(reader, settings.userSource(), limits.maxEventBytes());
        this.defaultUserId = settings.defaultUserId();
        this.maxEventBytes = limits.maxEventBytes();
        this.trimming = limits.trimming();
        this.texts = trimming.texts();
        this.nearMisses = new NearMisses<>(reader, fields);
    }

    /**
     * Returns the event. If there is none, tells the report why and returns null.
     *
     * @param own what {@link Fields#on} has found on the call
     */
    @Nullable
    Event build(Decision decision, E call, long own, MappingReport report) {
        Freezer freezer = new Freezer(maxEventBytes, texts, reader.threadName(call));
        FieldValues<E> values = new FieldValues<>(fields, call, own, freezer, report);
        Event event = switch (decision.kind) {
            case USER_EVENT -> userEvent(values, decision);
            case LLM_EVENT -> llmEvent(values, decision);
        };
        String withheld = freezer.withheld();
        if (withheld != null) {
            tellWithheld(withheld, values);
        }
        return event;
    }

    private @Nullable Event userEvent(FieldValues<E> values, Decision decision) {
        String event = decision.eventName == null ? eventName(values, decision.source) : decision.eventName;
        if (event == null) {
            return behind(values, decision);
        }
        String userId = userId(values);
        if (userId == null) {
            return dropped(values);
        }
        Instant timestamp = timestamp(values);
        PropertyMap properties = collector.collect(values, decision);
        return ifSmallEnough(new UserEvent(userId, event, properties, timestamp), values);
    }

    private @Nullable String eventName(FieldValues<E> values, @Nullable Source source) {
        return source == null ? messageNames.nameOf(values.call, values.report) : values.text(fields.event, source);
    }

    private @Nullable Event llmEvent(FieldValues<E> values, Decision decision) {
        Source source = Objects.requireNonNull(decision.source);
        String prompt = values.text(fields.prompt, source);
        String generation = prompt == null ? null : generation(values, source);
        if (prompt == null || generation == null) {
            return behind(values, decision);
        }
        String userId = userId(values);
        if (userId == null) {
            return dropped(values);
        }
        LlmEvent.Builder event = LlmEvent.builder(userId, prompt, generation)
                .promptEventName(values.text(fields.promptEventName))
                .generationEventName(values.text(fields.generationEventName))
                .assistantId(values.text(fields.assistantId))
                .threadId(values.text(fields.threadId))
                .latency(values.latency())
                .timestamp(timestamp(values))
                .properties(collector.collect(values, decision));
        return ifSmallEnough(event.build(), values);
    }

    /** The encoder counts exactly, but an event that is certainly too large does not need to reach it. */
    private @Nullable Event ifSmallEnough(Event whole, FieldValues<E> values) {
        Event event = trimming.apply(whole);
        return EventSize.asJson(event) > maxEventBytes || values.freezer.exceeded() ? tooLarge(values) : event;
    }

    /** If a call has both keys, the generation may be empty: the model refused, or called a tool. */
    private @Nullable String generation(FieldValues<E> values, Source source) {
        String generation = values.text(fields.generation, source);
        return generation == null && source == Source.CALL && fields.generation.isOn(values.call) ? "" : generation;
    }

    /** The values turned out to be blank or unreadable. */
    private @Nullable Event behind(FieldValues<E> values, Decision decision) {
        return values.freezer.exceeded() ? dropped(values) : refuted.behind(values, decision);
    }

    private @Nullable String userId(FieldValues<E> values) {
        String named = user.find(values);
        String userId = named == null ? askedUsers.ask(values) : named;
        return userId == null ? defaultUserId : userId;
    }

    private Instant timestamp(FieldValues<E> values) {
        Instant named = values.timestamp(timestamps);
        return named == null ? reader.instant(values.call) : named;
    }

    /** Counts and reports an event that is too large or names no user. */
    private @Nullable Event dropped(FieldValues<E> values) {
        if (values.freezer.exceeded()) {
            return tooLarge(values);
        }
        values.report.dropped(DropReason.MISSING_USER_ID);
        values.report.problem(
                Problem.MISSING_USER_ID,
                "An event of logger " + fields.logger(values.call) + " names no user and was dropped: " + remedy()
                        + nearMisses.insteadOfUser(values.call));
        return null;
    }

    private String remedy() {
        String[] names = fields.userId.names();
        String onTheCall = names.length == 0
                ? "userIdKey is switched off, so set it"
                : "put '" + String.join("' or '", names) + "' on the call or in the MDC";
        return onTheCall
                + (askedUsers.isConfigured()
                        ? ", or configure defaultUserId (userSource named none)"
                        : ", or configure userSource or defaultUserId");
    }

    private @Nullable Event tooLarge(FieldValues<E> values) {
        values.report.dropped(DropReason.TOO_LARGE);
        values.report.problem(
                Problem.TOO_LARGE,
                "An event of logger " + fields.logger(values.call) + " exceeds maxEventBytes (" + maxEventBytes
                        + " bytes) and was dropped");
        return null;
    }

    private void tellWithheld(String name, FieldValues<E> values) {
        values.report.problem(
                Problem.WITHHELD,
                "A char[]" + (name.isEmpty() ? "" : " under '" + SafeText.quoted(name) + "'")
                        + " on an event of logger " + fields.logger(values.call)
                        + " is not sent, because it may be a secret. To send it, pass a String");
    }
}
