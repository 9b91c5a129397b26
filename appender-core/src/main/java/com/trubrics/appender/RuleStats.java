package com.trubrics.appender;

/**
 * How often one event rule has matched, from {@link DeliveryStats#rules()}. An immutable snapshot. Applications should not
 * implement this interface, because later versions may add methods.
 */
public interface RuleStats {

    /** Returns the name of the appender that has the rule. */
    String appender();

    /** Returns the rule's position in the configuration of its appender, from 1. */
    int position();

    /** Returns the option {@code event} as it is configured; empty if the rule has none. */
    String event();

    /**
     * Returns how many log lines the rule has matched since the JVM started. Not every one of them is an event: a line
     * may name no user, or open a pair.
     */
    long matched();
}
