package com.trubrics.appender.internal.config;

/** Turns the trimmed, non-blank text of an option into its value. */
@FunctionalInterface
interface Parser<T> {
    T parse(String text) throws BadValue;
}
