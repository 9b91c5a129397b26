package com.trubrics.appender.internal.rule;

/**
 * What two lines of one pair have in common.
 *
 * @param name the option {@code pair} with its values
 * @param thread the thread that logs both; {@link #ANY_THREAD} if a value in the name takes its place
 */
public record PairKey(String name, Object thread) {

    static final Object ANY_THREAD = new Object();
}
