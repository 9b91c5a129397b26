package com.trubrics.appender.internal.queue;

import com.trubrics.appender.RuleStats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts how often the rules of one appender are applied. Any thread. */
public final class RuleCounters {

    /**
     * One rule of an appender.
     *
     * <p>It has its own {@code equals} and {@code hashCode} for the same reason as {@link
     * com.trubrics.appender.internal.config.Destination}.
     *
     * @param position its place in the configuration, from 1
     * @param event the option {@code event} as it is configured
     */
    public record Rule(int position, String event) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Rule that && position == that.position && event.equals(that.event);
        }

        @Override
        public int hashCode() {
            return 31 * position + event.hashCode();
        }
    }

    private record Snapshot(String appender, int position, String event, long matched) implements RuleStats {}

    private final String appender;
    private final List<Rule> rules;
    private final LongAdder[] matched;

    RuleCounters(String appender, List<Rule> rules) {
        this.appender = appender;
        this.rules = List.copyOf(rules);
        this.matched = rules.stream().map(rule -> new LongAdder()).toArray(LongAdder[]::new);
    }

    /** Returns whether these are the rules that are counted here, so that their counts go on. */
    boolean areOf(List<Rule> others) {
        return rules.equals(others);
    }

    /** Counts a line that the rule at a position has taken. */
    public void matched(int position) {
        for (int i = 0; i < matched.length; i++) {
            if (rules.get(i).position == position) {
                matched[i].increment();
            }
        }
    }

    /** Returns how many lines the rule at a position has taken, in this configuration and in those before. */
    public long count(int position) {
        long count = 0;
        for (int i = 0; i < matched.length; i++) {
            if (rules.get(i).position == position) {
                count += matched[i].sum();
            }
        }
        return count;
    }

    List<RuleStats> stats() {
        List<RuleStats> stats = new ArrayList<>();
        for (int i = 0; i < matched.length; i++) {
            Rule rule = rules.get(i);
            stats.add(new Snapshot(appender, rule.position, rule.event, matched[i].sum()));
        }
        return stats;
    }
}
