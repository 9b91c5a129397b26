package com.trubrics.appender.internal.path;

import org.jspecify.annotations.Nullable;

/**
 * An object whose members are known by their names instead of by methods: one that was copied in another process. As a
 * whole it is its {@code toString()}, as the original is.
 */
public interface Members {

    /** Returns what a step of that name reads; null if there is no such member. */
    @Nullable
    Object member(String name);
}
