package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.Event;
import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.MappingSettings.Keys;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.report.SafeText;
import com.trubrics.appender.internal.rule.EventNames;
import com.trubrics.appender.internal.rule.EventRule;
import com.trubrics.appender.internal.rule.OpenPairs;
import com.trubrics.appender.internal.rule.PairKey;
import com.trubrics.appender.internal.rule.RuleBook;
import com.trubrics.appender.internal.rule.RuleLine;
import com.trubrics.appender.internal.value.Freezer;
import com.trubrics.appender.internal.value.PropertyMap;
import com.trubrics.appender.internal.value.PropertyMapBuilder;
import com.trubrics.appender.spi.LogCallReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns existing log lines into events, with the event rules of one appender. The values that a rule reads count as the call's
 * own fields, under the names of the API. The MDC and the configuration add the same properties as to every event. Called on
 * the thread that runs the appender; thread-safe.
 *
 * @param <E> the framework's log event
 */
final class RuleMapper<E> {

    /** Rules use the API's names for fields, independently of the configuration. Other names are properties. */
    private static final Keys NAMES = new Keys(
            List.of("user_id"),
            List.of("event"),
            List.of(),
            List.of("timestamp"),
            List.of("text"),
            List.of("prompt"),
            List.of("generation"),
            List.of("assistant_id"),
            List.of("latency"),
            List.of("thread_id"));

    private static final String EVENT = "event";
    private static final String TIMESTAMP = "timestamp";

    /** The result of applying a rule to a call: null if the call is not an event, which has been reported. */
    record Result(@Nullable Event event) {}

    private final LogCallReader<E> reader;
    private final Fields<E> callFields;
    private final int maxEventBytes;
    private final RuleBook<E> book;
    private final OpenPairs pairs;
    private final Map<EventRule, EventNames> names = new HashMap<>();
    private final Fields<MatchedCall<E>> fields;
    private final Decider<MatchedCall<E>> decider;
    private final EventBuilder<MatchedCall<E>> builder;

    /** @param callFields finds the fields of the call itself */
    RuleMapper(
            MappingSettings settings,
            EventLimits limits,
            LogCallReader<E> reader,
            Fields<E> callFields,
            LongSupplier nanoTime) {
        this.reader = reader;
        this.callFields = callFields;
        this.maxEventBytes = limits.maxEventBytes();
        this.book = new RuleBook<>(settings.rules(), reader);
        this.pairs = new OpenPairs(nanoTime);
        settings.rules().forEach(rule -> names.put(rule, new EventNames()));
        LogCallReader<MatchedCall<E>> matchedReader = new MatchedCall.Reader<>(reader);
        this.fields = new Fields<>(matchedReader, NAMES, settings);
        MessageNames<MatchedCall<E>> noMessageNames = new MessageNames<>(matchedReader, false);
        this.decider = new Decider<>(fields, noMessageNames);
        PropertyRules properties = new PropertyRules(settings, NAMES, "");
        this.builder = new EventBuilder<>(
                settings,
                limits,
                new CallView<>(
                        matchedReader,
                        fields,
                        new PropertyCollector<>(properties, limits.trimming(), matchedReader),
                        noMessageNames,
                        this::user),
                this::behind);
    }

    /** Returns whether a rule may match the call. Runs no code of the application. */
    boolean mayTake(E call) {
        return book.names(call) && (reader.runsApplicationCode(call) || book.mayTake(call));
    }

    /** Returns the result of the first rule that matches the call; null if none matches. */
    @Nullable
    Result apply(E call, long own, MappingReport report) {
        if (!book.mayTake(call)) { // before anything is allocated
            return null;
        }
        RuleLine<E> line =
                new RuleLine<>(reader, call, maxEventBytes, message -> report.problem(Problem.BAD_FIELD, message));
        EventRule rule = book.ruleFor(call, line, pairs);
        if (rule == null) {
            return null;
        }
        report.matched(rule.position());
        Map<String, Object> values = rule.fields(line);
        Event event = switch (rule.role()) {
            case ALONE -> event(rule, line, new MatchedCall<>(call, own, values), report);
            case OPENS -> {
                open(rule, line, new MatchedCall<>(call, own, values), report);
                yield rule.namesEvents()
                        ? event(rule, line, new MatchedCall<>(call, own, values), report)
                        : ignored(report);
            }
            case CLOSES -> {
                PairKey pair = rule.pairOf(line);
                OpenPairs.Opener opener = pair == null ? null : pairs.close(pair);
                yield opener == null
                        ? ignored(report)
                        : event(rule, line, new MatchedCall<>(call, own, merged(opener, values)), report);
            }
        };
        return new Result(event);
    }

    /** Returns why no rule matches a call: one sentence without a full stop for each rule that names its logger. */
    List<String> refusals(E call) {
        RuleLine<E> line = new RuleLine<>(reader, call, maxEventBytes, message -> {});
        return book.refusals(call, line, pairs);
    }

    private void open(EventRule rule, RuleLine<E> line, MatchedCall<E> matched, MappingReport report) {
        PairKey pair = rule.pairOf(line);
        if (pair == null) {
            return;
        }
        Freezer freezer = new Freezer(maxEventBytes, reader.threadName(matched.call()));
        PropertyMapBuilder waiting = new PropertyMapBuilder(freezer);
        matched.fields().forEach((name, value) -> {
            if (!name.equals(TIMESTAMP)) { // the event happens when the pair is closed
                waiting.put(name, value);
            }
        });
        PropertyMap copies = waiting.build();
        if (freezer.exceeded()) {
            report.problem(
                    Problem.TOO_LARGE,
                    rule + " has matched a line whose fields exceed maxEventBytes (" + maxEventBytes
                            + " bytes), so it opens no pair");
        } else {
            pairs.open(pair, new OpenPairs.Opener(copies, reader.instant(matched.call())));
        }
    }

    private static Map<String, Object> merged(OpenPairs.Opener opener, Map<String, Object> values) {
        Map<String, Object> merged = new LinkedHashMap<>();
        opener.fields().forEach((name, value) -> {
            if (value != null) {
                merged.put(name, value);
            }
        });
        merged.putAll(values);
        return merged;
    }

    private @Nullable Event event(EventRule rule, RuleLine<E> line, MatchedCall<E> matched, MappingReport report) {
        if (rule.namesEvents()) {
            String name = rule.event(line);
            if (name != null && rule.hasVaryingNames() && !admits(rule, name, report)) {
                return ignored(report);
            }
            if (name == null) {
                matched.fields().remove(EVENT);
            } else {
                matched.fields().put(EVENT, name);
            }
        }
        long found = fields.on(matched);
        Decision decision = decider.decideByCall(matched, found);
        return decision == null ? ignored(report) : builder.build(decision, matched, found, report);
    }

    private boolean admits(EventRule rule, String name, MappingReport report) {
        EventNames known = names.get(rule);
        if (known == null || known.admits(name)) {
            return true;
        }
        if (known.isFirstRefusal()) {
            report.problem(
                    Problem.TOO_MANY_NAMES,
                    rule + " has used " + EventNames.MOST + " different event names, and the next one is '"
                            + SafeText.quoted(name) + "'. Does 'event' contain an ID? Lines with further names are not"
                            + " events");
        }
        return false;
    }

    /** Returns the user that the rule has read, then that of the call itself, then that of the MDC. */
    private @Nullable String user(FieldValues<MatchedCall<E>> values) {
        String near = values.text(fields.userId, Source.CALL);
        if (near != null) {
            return near;
        }
        MatchedCall<E> matched = values.call;
        FieldValues<E> ofCall =
                new FieldValues<>(callFields, matched.call(), matched.own(), values.freezer, values.report);
        String own = ofCall.text(callFields.userId, Source.CALL);
        return own != null ? own : values.text(fields.userId, Source.CONTEXT);
    }

    private @Nullable Event behind(FieldValues<MatchedCall<E>> values, Decision refuted) {
        Decision next = refuted == Decision.CALL_HAS_EXCHANGE ? decider.eventOnCall(values.call, values.own) : null;
        return next == null ? ignored(values.report) : builder.build(next, values.call, values.own, values.report);
    }

    private static @Nullable Event ignored(MappingReport report) {
        report.ignored();
        return null;
    }
}
