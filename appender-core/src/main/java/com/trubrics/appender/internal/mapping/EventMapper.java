package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.Event;
import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.match.LoggerNames;
import com.trubrics.appender.internal.value.ReentrancyGuard;
import com.trubrics.appender.spi.LogCallReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns log calls into events.
 *
 * <pre>
 * sources    = call, context, configuration            nearest first; for each field the nearest that has it wins
 *              (for the user: userSource, defaultUserId)
 * call       = its own fields, if they are an event; otherwise the fields that the first matching event rule has read
 * field      = the first of its names that has it      user_id,userId: userId=u; blank and null are absent
 * kind       = user event  | the nearest source with an event name                  event=Sign Up
 *            | LLM event   | ... with both a prompt and a generation                prompt=Hi generation=Hello
 *            | LLM event   | the call with a prompt and an empty generation        prompt=Hi generation=
 *            | LLM event   | ... with all three: property event                     event=Chat prompt=Hi generation=Hello
 *            | user event  | under eventFromMessage: a template, a short constant   Order {} placed
 *            | not an event                                                         prompt=Hi
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
 * <p>A call that is not an event costs a few lookups and allocates nothing. Calls to loggers that are not configured, and
 * calls that our own delivery causes, are never events. Everything mutable in an event is copied, except for values
 * that a nearer source replaces. When the event is certain to exceed {@code maxEventBytes}, copying stops and the event
 * is dropped. Called on the thread that runs the appender; thread-safe. Does not throw what the application's own
 * values throw.
 *
 * @param <E> the framework's log event
 */
public final class EventMapper<E> {

    private final LogCallReader<E> reader;
    private final Fields<E> fields;
    private final Decider<E> decider;
    private final MessageNames<E> messageNames;
    private final EventBuilder<E> builder;
    private final RuleMapper<E> rules;
    private final LoggerNames loggers;
    private final SelfLogFilter ownActivity = new SelfLogFilter();
    private final NearMisses<E> nearMisses;

    /**
     * Creates a mapper for one appender.
     *
     * @param limits the limits on the content of an event
     */
    public EventMapper(MappingSettings settings, EventLimits limits, LogCallReader<E> reader) {
        this(settings, limits, reader, System::nanoTime);
    }

    EventMapper(MappingSettings settings, EventLimits limits, LogCallReader<E> reader, LongSupplier nanoTime) {
        this.reader = reader;
        this.fields = new Fields<>(reader, settings);
        this.messageNames = new MessageNames<>(reader, settings.eventFromMessage());
        this.decider = new Decider<>(fields, messageNames);
        this.builder = new EventBuilder<>(
                settings,
                limits,
                new CallView<>(
                        reader,
                        fields,
                        new PropertyCollector<>(new PropertyRules(settings), limits.trimming(), reader),
                        messageNames,
                        values -> values.text(values.fields.userId)),
                this::behind);
        this.rules = new RuleMapper<>(settings, limits, reader, fields, nanoTime);
        this.loggers = new LoggerNames(settings.loggers());
        this.nearMisses = new NearMisses<>(reader, fields);
    }

    /** Returns the name of the thread that logged a call. */
    public String threadName(E call) {
        return reader.threadName(call);
    }

    /** Returns the event. If there is none, tells the report why and returns null. */
    public @Nullable Event map(E call, MappingReport report) {
        if (!isCandidate(call)) {
            report.ignored();
            return null;
        }
        long own = fields.on(call);
        boolean byRule = rules.mayTake(call);
        // Only the fields and the message of a call can be objects of the application; its MDC cannot.
        boolean runsCode = byRule || ((own != 0 || messageNames.areEvents()) && reader.runsApplicationCode(call));
        Decision decision = runsCode ? null : decider.decide(call, own);
        if (decision == null && !runsCode) {
            return noEvent(call, own, report);
        }
        if (ReentrancyGuard.isRunning() || isOwnActivity(call)) {
            report.ignored();
            return null;
        }
        if (decision != null) {
            return builder.build(decision, call, own, report);
        }
        String begun = ReentrancyGuard.begin(reader.threadName(call));
        try {
            Decision first = decider.decide(call, own);
            return byRule && !isByCall(first) ? byRuleOr(first, call, own, report) : build(first, call, own, report);
        } finally {
            ReentrancyGuard.end(begun);
        }
    }

    private @Nullable Event noEvent(E call, long own, MappingReport report) {
        if (own != 0) {
            nearMisses.lookAt(call, report);
        }
        report.ignored();
        return null;
    }

    /** Returns why a call is not an event, as the end of a sentence for the user. */
    String reasonAgainst(E call) {
        if (!isCandidate(call)) {
            return "the option loggers does not include its logger";
        }
        List<String> reasons = new ArrayList<>();
        boolean prompt = isPresent(fields.prompt, call);
        boolean generation = isPresent(fields.generation, call);
        if (prompt != generation) {
            reasons.add(prompt ? "a prompt, but no generation" : "a generation, but no prompt");
        }
        reasons.add("no event name");
        reasons.addAll(rules.refusals(call));
        return String.join("; ", reasons);
    }

    private static <E> boolean isPresent(FieldReader<E> field, E call) {
        return field.find(call, Source.CALL) != null || field.find(call, Source.CONTEXT) != null;
    }

    /** Returns whether our own delivery has caused a call. */
    public boolean isOwnActivity(E call) {
        return ownActivity.caused(reader.threadName(call), reader.loggerName(call));
    }

    private boolean isCandidate(E call) {
        // Before the MDC is read: after a change, Logback copies the MDC for the first reader.
        return loggers.isEmpty() || loggers.contain(reader.loggerName(call));
    }

    private static boolean isByCall(@Nullable Decision decision) {
        return decision != null && decision.isByCall();
    }

    /** Rules apply if the call itself is not an event, and before its MDC. */
    private @Nullable Event byRuleOr(@Nullable Decision otherwise, E call, long own, MappingReport report) {
        RuleMapper.Result result = rules.apply(call, own, report);
        return result == null ? build(otherwise, call, own, report) : result.event();
    }

    private @Nullable Event build(@Nullable Decision decision, E call, long own, MappingReport report) {
        return decision == null ? noEvent(call, own, report) : builder.build(decision, call, own, report);
    }

    /** The next candidate decides. */
    private @Nullable Event behind(FieldValues<E> values, Decision refuted) {
        Decision next = decider.behind(refuted, values.call, values.own);
        return refuted.isByCall() && !isByCall(next)
                ? byRuleOr(next, values.call, values.own, values.report)
                : build(next, values.call, values.own, values.report);
    }
}
