package com.trubrics.appender;

/**
 * How often one event rule has been applied, from {@link DeliveryStats#rules()}. A snapshot; immutable. Later versions
 * may add methods, so applications do not implement this interface.
 */
public interface RuleStats {

    /** Returns the name of the appender that has the rule. */
    String appender();

    /** Returns the rule's place in the configuration of its appender, from 1. */
    int position();

    /** Returns the option {@code event} as it is configured; empty if the rule has none. */
    String event();

    /**
     * Returns how many log lines the rule has taken since the JVM started. Not every one of them is an event: the line
     * may name no user, or open a pair.
     */
    long matched();
}
