package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.event.EventSize;
import com.trubrics.appender.internal.event.Trimming;
import com.trubrics.appender.internal.match.LoggerNames;
import com.trubrics.appender.internal.report.Trouble;
import com.trubrics.appender.internal.value.Freezer;
import com.trubrics.appender.internal.value.PropertyMap;
import com.trubrics.appender.internal.value.UserCode;
import com.trubrics.appender.spi.LogCallReader;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns log calls into events.
 *
 * <pre>
 * sources    = call, context, configuration            nearest first; for each field the nearest that has it wins
 *              (for the user: userSource, defaultUserId)
 * field      = the first of its names that has it      user_id,userId: userId=u; blank and null are absent
 * kind       = user event  | the nearest source with an event name                  event=Sign Up
 *            | LLM event   | ... with both a prompt and a generation                prompt=Hi generation=Hello
 *            | LLM event   | the call with a prompt and an empty generation        prompt=Hi generation=
 *            | LLM event   | ... with all three: property event                     event=Chat prompt=Hi generation=Hello
 *            | user event  | under eventFromMessage: a template, a short constant   Order {} placed
 *            | not ours                                                             prompt=Hi
 * user event = user_id event properties [timestamp]    user_id=u event=Sign Up timestamp=2026-05-06T07:08:09Z
 * LLM event  = user_id prompt generation properties [timestamp] [assistant_id] [thread_id] [latency]
 *              [prompt_event_name] [generation_event_name]                          latency=PT1.5S
 * properties = later wins:
 *              static properties                       env=prod
 *              log context                             log_level=INFO
 *              the exception                           exception=java.io.IOException
 *              included context keys                   request_id=r
 *              prefixed context keys                   properties.tier=gold: tier=gold
 *              the context's properties                properties={"seats":3}: seats=3
 *              the context's $fields (user event)      thread_id=t1: $thread_id=t1
 *              the call's properties                   properties={seats=4}: seats=4
 *              the call's other fields                 plan=pro, and not properties.plan=free beside it
 *              the call's $fields (user event)         text=Great: $text=Great
 * </pre>
 *
 * <p>The names are the options' defaults. No configured name of a field becomes a property of a kind that has the
 * field. {@code docs/mapping.md} explains the same in detail.
 *
 * <p>Prompt, generation and event name come from the source that decided. If the text of an event name turns out to be
 * blank, or its {@code toString()} throws, the next source decides.
 *
 * <p>A call that is not ours costs a few lookups and allocates nothing. Calls of loggers that are not configured, and
 * calls that our own delivery causes, are not ours either. Everything mutable in an event is copied, except for values
 * that a nearer source replaces. When the event is certain to exceed {@code maxEventBytes}, copying stops and the event
 * is dropped. Called on the thread that runs the appender; thread-safe. Does not throw what the application's own
 * values throw.
 *
 * @param <E> the framework's log event
 */
public final class EventMapper<E> {

    private final LogCallReader<E> reader;
    private final Fields<E> fields;
    private final PropertyCollector<E> collector;
    private final Decider<E> decider;
    private final MessageNames<E> messageNames;
    private final Timestamps timestamps;
    private final LoggerNames loggers;
    private final NearMisses<E> nearMisses;
    private final AskedUsers<E> askedUsers;
    private final @Nullable String defaultUserId;
    private final int maxEventBytes;
    private final Trimming trimming;

    /**
     * Creates a mapper for one appender.
     *
     * @param maxEventBytes the most that is copied of an event, counted as in {@link EventSize#asJson}
     * @param trimming what must not leave of an event, so that it does not count either
     */
    public EventMapper(MappingSettings settings, int maxEventBytes, Trimming trimming, LogCallReader<E> reader) {
        this.reader = reader;
        this.fields = new Fields<>(reader, settings.keys());
        this.collector = new PropertyCollector<>(new PropertyRules(settings), trimming, reader);
        this.messageNames = new MessageNames<>(reader, settings.eventFromMessage());
        this.decider = new Decider<>(fields, messageNames);
        this.timestamps = new Timestamps(settings.timestampUnit());
        this.loggers = new LoggerNames(settings.loggers());
        this.nearMisses = new NearMisses<>(reader, fields);
        this.askedUsers = new AskedUsers<>(reader, settings.userSource(), maxEventBytes);
        this.defaultUserId = settings.defaultUserId();
        this.maxEventBytes = maxEventBytes;
        this.trimming = trimming;
    }

    /** Returns the name of the thread that logged a call. */
    public String threadName(E call) {
        return reader.threadName(call);
    }

    /** Returns the event, or null after telling the report why there is none. */
    public @Nullable Event map(E call, MappingReport report) {
        if (!isCandidate(call)) {
            report.ignored();
            return null;
        }
        long own = fields.on(call);
        // Only the fields and the message of a call can be objects of the application; its MDC cannot.
        boolean runsCode = (own != 0 || messageNames.areEvents()) && reader.runsApplicationCode();
        Decision decision = runsCode ? null : decider.decide(call, own);
        if ((decision == null && !runsCode) || UserCode.isRunning() || isOwnActivity(call)) {
            if (decision == null && !runsCode) {
                lookForNearMiss(call, own, report);
            }
            report.ignored();
            return null;
        }
        if (!runsCode) {
            return map(decision, call, own, report);
        }
        String threadName = UserCode.begin(reader.threadName(call));
        try {
            return map(decider.decide(call, own), call, own, report);
        } finally {
            UserCode.end(threadName);
        }
    }

    private void lookForNearMiss(E call, long own, MappingReport report) {
        if (own != 0) {
            nearMisses.lookAt(call, report);
        }
    }

    private boolean isOwnActivity(E call) {
        return OwnActivity.caused(reader.threadName(call), reader.loggerName(call));
    }

    private boolean isCandidate(E call) {
        // Before the MDC is read: after a change, Logback copies it for the first reader.
        return loggers.isEmpty() || loggers.contain(reader.loggerName(call));
    }

    /** Reads the values, of which the decision only knows that they are present. */
    private @Nullable Event map(@Nullable Decision decision, E call, long own, MappingReport report) {
        if (decision == null) {
            lookForNearMiss(call, own, report);
            report.ignored();
            return null;
        }
        Freezer freezer = new Freezer(maxEventBytes, trimming.texts(), reader.threadName(call));
        FieldValues<E> values = new FieldValues<>(fields, call, own, freezer, report);
        Event event = switch (decision.kind()) {
            case USER_EVENT -> userEvent(values, decision);
            case LLM_EVENT -> llmEvent(values, decision);
        };
        tellWithheld(values);
        return event;
    }

    private @Nullable Event userEvent(FieldValues<E> values, Decision decision) {
        Source source = decision.source();
        String event = source == null
                ? values.copy(messageNames.nameOf(values.call(), values.report()))
                : values.text(fields.event, source);
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

    private @Nullable Event llmEvent(FieldValues<E> values, Decision decision) {
        Source source = Objects.requireNonNull(decision.source());
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

    /** The encoder counts exactly, but an event that is certainly too large need not reach it. */
    private @Nullable Event ifSmallEnough(Event whole, FieldValues<E> values) {
        Event event = trimming.apply(whole);
        return EventSize.asJson(event) > maxEventBytes || values.freezer().exceeded() ? tooLarge(values) : event;
    }

    /** If a call has both keys, the generation may be empty: the model refused, or called a tool. */
    private @Nullable String generation(FieldValues<E> values, Source source) {
        String generation = values.text(fields.generation, source);
        return generation == null && source == Source.CALL && fields.generation.isOn(values.call()) ? "" : generation;
    }

    /** The values turned out to be blank or unreadable: the next candidate decides. */
    private @Nullable Event behind(FieldValues<E> values, Decision refuted) {
        if (values.freezer().exceeded()) {
            return dropped(values);
        }
        Decision next = decider.behind(refuted, values.call(), values.own());
        return map(next, values.call(), values.own(), values.report());
    }

    private @Nullable String userId(FieldValues<E> values) {
        String named = values.text(fields.userId);
        String userId = named == null ? askedUsers.ask(values) : named;
        return userId == null ? defaultUserId : userId;
    }

    private Instant timestamp(FieldValues<E> values) {
        Instant named = values.timestamp(timestamps);
        return named == null ? reader.instant(values.call()) : named;
    }

    /** Counts and reports an event that is too large or names no user. */
    private @Nullable Event dropped(FieldValues<E> values) {
        if (values.freezer().exceeded()) {
            return tooLarge(values);
        }
        values.report().dropped(DropReason.MISSING_USER_ID);
        values.report()
                .trouble(
                        Trouble.MISSING_USER_ID,
                        "An event of logger " + fields.logger(values.call()) + " names no user and was dropped: "
                                + remedy() + nearMisses.insteadOfUser(values.call()));
        return null;
    }

    private String remedy() {
        String[] names = fields.userId.names();
        return names.length == 0
                ? "the option userIdKey is switched off, so configure it, userSource or defaultUserId"
                : "put one under " + String.join(" or ", names)
                        + " on the call or in the MDC, or configure userSource or defaultUserId";
    }

    private @Nullable Event tooLarge(FieldValues<E> values) {
        values.report().dropped(DropReason.TOO_LARGE);
        values.report()
                .trouble(
                        Trouble.TOO_LARGE,
                        "An event of logger " + fields.logger(values.call()) + " exceeds maxEventBytes ("
                                + maxEventBytes + " bytes) and was dropped");
        return null;
    }

    private void tellWithheld(FieldValues<E> values) {
        String name = values.freezer().withheld();
        if (name != null) {
            values.report()
                    .trouble(
                            Trouble.WITHHELD,
                            "A char[]" + (name.isEmpty() ? "" : " under '" + Excerpt.of(name) + "'")
                                    + " on an event of logger " + fields.logger(values.call())
                                    + " is not sent, because it may be a secret. To send it, pass a String");
        }
    }
}
