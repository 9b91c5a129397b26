package com.trubrics.sandbox.discover;

import com.trubrics.appender.internal.rule.EventRule;
import com.trubrics.appender.internal.rule.MalformedRuleException;
import com.trubrics.appender.internal.rule.OpenPairs;
import com.trubrics.appender.internal.rule.RuleBook;
import com.trubrics.appender.internal.rule.RuleLine;
import com.trubrics.appender.internal.rule.RuleOption;
import com.trubrics.appender.internal.rule.RuleParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads paths from the samples of a kind, with the code that reads them in the application. */
final class Probe {
    private static final int MAX_BYTES = 1 << 20;
    private static final String LOGGER = "probe";
    private static final RecordedCalls READER = new RecordedCalls();

    private final MessageTemplate line;
    private final List<RecordedCall> samples;

    Probe(MessageTemplate line, List<RecordedCall> samples) {
        this.line = line;
        this.samples = samples;
    }

    /** Returns what each path reads from each sample. Leaves out paths that a rule must not have. */
    Map<String, List<@Nullable Object>> read(List<String> paths) {
        Map<String, List<@Nullable Object>> values = new LinkedHashMap<>();
        for (String path : paths) {
            EventRule rule = rule(path);
            if (rule != null) {
                values.put(
                        path,
                        samples.stream()
                                .map(sample -> read(rule, sample))
                                .collect(ArrayList::new, List::add, List::addAll));
            }
        }
        return Collections.unmodifiableMap(values);
    }

    private static @Nullable Object read(EventRule rule, RecordedCall sample) {
        RecordedCall call = sample.from(LOGGER);
        RuleLine<RecordedCall> line = new RuleLine<>(READER, call, MAX_BYTES, unreadable -> {});
        EventRule matching = new RuleBook<>(List.of(rule), READER).ruleFor(call, line, new OpenPairs(System::nanoTime));
        return matching == null ? null : matching.fields(line).get("x");
    }

    private @Nullable EventRule rule(String path) {
        Map<String, String> names = new HashMap<>();
        for (MessageTemplate.Hole hole : line.holes()) {
            names.put(hole.name(), hole.name());
        }
        for (MessageTemplate.Word word : line.words()) {
            if (path.equals(word.name())) {
                names.put(word.name(), word.name());
            }
        }
        Map<RuleOption, String> texts = new EnumMap<>(RuleOption.class);
        texts.put(RuleOption.LOGGER, LOGGER);
        texts.put(RuleOption.EVENT, "x");
        texts.put(RuleOption.FIELDS, "x=" + path);
        if (!line.tokens().isEmpty()) {
            texts.put(RuleOption.MESSAGE, line.pattern(names));
        }
        try {
            return RuleParser.parse(1, texts);
        } catch (MalformedRuleException unusable) {
            return null;
        }
    }
}
