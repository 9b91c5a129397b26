package com.trubrics.sandbox.discover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.Option;
import com.trubrics.appender.internal.config.Environment;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.config.SettingsReader;
import com.trubrics.appender.internal.egress.Egress;
import com.trubrics.appender.internal.json.EncodedBatch;
import com.trubrics.appender.internal.json.EventEncoder;
import com.trubrics.appender.internal.mapping.EventLimits;
import com.trubrics.appender.internal.mapping.EventMapper;
import com.trubrics.appender.internal.mapping.MappingReport;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.spi.EventRuleTexts;
import com.trubrics.appender.spi.OptionValues;
import com.trubrics.sandbox.web.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tries rules on lines that an application has logged. It runs the code of the appender with the options of the application, so
 * that the resulting events are those that the application would send.
 */
final class Preview {
    private static final RecordedCalls READER = new RecordedCalls();

    /**
     * The result for one line.
     *
     * @param taken whether a new rule has taken it
     * @param event the event; JSON's {@code null} if the line is not an event
     * @param reason why a line that a rule has taken is not an event; null if there is nothing to explain
     */
    record Tried(
            Kind kind,
            RecordedCall call,
            boolean taken,
            JsonNode event,
            @Nullable String reason) {}

    /**
     * The result.
     *
     * @param warnings the warnings that the new rules would cause when the appender starts
     * @param lines all of the application's lines that are kept, in the order in which they were logged
     */
    record Result(List<String> warnings, List<Tried> lines) {}

    private Preview() {}

    /** Tries rules after those that the application has already. */
    static Result of(Draft draft, Application application, List<Kind> kinds) {
        List<String> before = new ArrayList<>();
        var unused = settings(new Draft(List.of(), draft.userSource()), application, before);
        List<String> warnings = new ArrayList<>();
        Settings settings = settings(draft, application, warnings);
        warnings.removeAll(before);
        return new Result(
                List.copyOf(warnings), settings == null ? List.of() : tried(draft, settings, application, kinds));
    }

    private static @Nullable Settings settings(Draft draft, Application application, List<String> warnings) {
        OptionValues values = new OptionValues();
        application.options().forEach((key, text) -> {
            Option option = Option.named(key);
            if (option != null) {
                values.set(option, text);
            }
        });
        values.set(Option.API_KEY, "of-the-sandbox");
        values.set(Option.HOST, "http://localhost");
        if (draft.userSource() != null || application.options().containsKey(Option.USER_SOURCE.key())) {
            values.set(Option.USER_SOURCE, RecordedUser.class.getName());
        }
        application.staticProperties().forEach(values::addStaticProperty);
        application.rules().forEach(rule -> values.addRule(texts(rule)));
        draft.rules().forEach(rule -> values.addRule(texts(rule)));
        Environment nothing =
                new Environment(Map.of(), Map.of(), Runtime.getRuntime().maxMemory());
        return SettingsReader.read(values, nothing, warnings::add);
    }

    private static EventRuleTexts texts(Map<String, String> rule) {
        EventRuleTexts texts = new EventRuleTexts();
        rule.forEach(texts::set);
        return texts;
    }

    /** Maps the lines of each thread on a thread of that name, because the appender pairs lines by thread. */
    private static List<Tried> tried(Draft draft, Settings settings, Application application, List<Kind> kinds) {
        Egress egress = new Egress(settings, warning -> {});
        EventLimits limits = new EventLimits(settings.delivery().batching().maxEventBytes(), egress.trimming());
        EventMapper<RecordedCall> mapper = new EventMapper<>(settings.mapping(), limits, READER);
        String source = draft.userSource() == null
                ? application.options().getOrDefault(Option.USER_SOURCE.key(), "")
                : draft.userSource();
        Map<String, List<MessageTemplate>> threads = new LinkedHashMap<>();
        lines(kinds)
                .forEach(line -> threads.computeIfAbsent(line.call.thread(), thread -> new ArrayList<>())
                        .add(line));
        List<Tried> tried = new ArrayList<>();
        int known = application.rules().size();
        threads.forEach((name, lines) -> runOn(name, () -> {
            for (MessageTemplate line : lines) {
                RecordedUser.set(line.call.users().get(source.strip()));
                tried.add(line.tryOn(mapper, limits, known));
            }
        }));
        tried.sort(Comparator.comparing(each -> each.call.at()));
        return List.copyOf(tried);
    }

    private static List<MessageTemplate> lines(List<Kind> kinds) {
        List<MessageTemplate> lines = new ArrayList<>();
        kinds.forEach(kind -> kind.samples().forEach(call -> lines.add(new MessageTemplate(kind, call))));
        lines.sort(Comparator.comparing(line -> line.call.at()));
        return lines;
    }

    private static void runOn(String threadName, Runnable work) {
        Thread thread = new Thread(work, threadName);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private record MessageTemplate(Kind kind, RecordedCall call) {

        Tried tryOn(EventMapper<RecordedCall> mapper, EventLimits limits, int knownRules) {
            Heard heard = new Heard();
            Event event = mapper.map(call, heard);
            boolean taken = heard.rule > knownRules;
            String reason = heard.dropped == null ? null : heard.dropped + ": " + heard.problem;
            return new Tried(kind, call, taken, event == null ? NullNode.getInstance() : json(event, limits), reason);
        }

        private static JsonNode json(Event event, EventLimits limits) {
            EncodedBatch batch = new EncodedBatch();
            new EventEncoder().append(event, batch, limits.maxEventBytes(), limits.maxEventBytes());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                batch.writeTo(bytes);
                return Json.MAPPER.readTree(bytes.toByteArray()).get(0);
            } catch (JsonProcessingException unusual) {
                return NullNode.getInstance();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Heard implements MappingReport {
        int rule;

        @Nullable
        DropReason dropped;

        String problem = "";

        @Override
        public void ignored() {}

        @Override
        public void dropped(DropReason reason) {
            dropped = reason;
        }

        @Override
        public void matched(int position) {
            rule = position;
        }

        @Override
        public void problem(Problem kind, String message) {
            problem = message;
        }
    }
}
