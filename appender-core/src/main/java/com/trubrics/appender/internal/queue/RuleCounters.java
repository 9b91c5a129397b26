package com.trubrics.appender.internal.queue;

import com.trubrics.appender.RuleStats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts how often the rules of one appender are applied. Any thread. */
public final class RuleCounters {

    private record Snapshot(String appender, int position, String event, long matched) implements RuleStats {}

    private final String appender;
    private final Map<Integer, String> rules;
    private final Map<Integer, LongAdder> matched = new HashMap<>();

    /** Counts the rules of all appenders that send to one destination. */
    public static final class OfDestination {

        /** More appenders than an application configures, unless it creates them at run time. */
        private static final int APPENDERS_WITH_RULES = 100;

        private final Map<String, RuleCounters> byAppender = new LinkedHashMap<>();

        OfDestination() {}

        /**
         * Returns the counters of an appender's rules: as they were left if the rules are the same, otherwise new ones.
         *
         * @param rules the option {@code event} of each rule, by the rule's position in the configuration, from 1
         */
        public synchronized RuleCounters of(String appender, Map<Integer, String> rules) {
            RuleCounters known = byAppender.get(appender);
            if (known != null && known.rules.equals(rules)) {
                return known;
            }
            RuleCounters counters = new RuleCounters(appender, rules);
            if (!rules.isEmpty() && (known != null || byAppender.size() < APPENDERS_WITH_RULES)) {
                byAppender.put(appender, counters);
            } else {
                byAppender.remove(appender);
            }
            return counters;
        }

        synchronized List<RuleStats> stats() {
            List<RuleStats> stats = new ArrayList<>();
            byAppender.values().forEach(counters -> counters.addTo(stats));
            return stats;
        }
    }

    private RuleCounters(String appender, Map<Integer, String> rules) {
        this.appender = appender;
        this.rules = new TreeMap<>(rules);
        rules.keySet().forEach(position -> matched.put(position, new LongAdder()));
    }

    /** Counts a line that the rule at a position has taken. */
    public void matched(int position) {
        LongAdder counter = matched.get(position);
        if (counter != null) {
            counter.increment();
        }
    }

    /** Returns how many lines the rule at a position has taken, in this configuration and in those before. */
    public long count(int position) {
        LongAdder counter = matched.get(position);
        return counter == null ? 0 : counter.sum();
    }

    private void addTo(List<RuleStats> stats) {
        rules.forEach((position, event) -> stats.add(new Snapshot(appender, position, event, count(position))));
    }
}
