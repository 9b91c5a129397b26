package com.trubrics.appender.internal.rule;

import org.jspecify.annotations.Nullable;

/**
 * What two lines of one pair have in common.
 *
 * <p>It has its own {@code equals} and {@code hashCode} for the same reason as {@link
 * com.trubrics.appender.internal.config.Destination}.
 *
 * @param name the option {@code pair} with its values
 * @param thread the thread that logs both; {@link #ANY_THREAD} if a value in the name replaces it
 */
public record PairKey(String name, Object thread) {

    static final Object ANY_THREAD = new Object();

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PairKey that && name.equals(that.name) && thread.equals(that.thread);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + thread.hashCode();
    }
}
