package com.trubrics.appender.config;

/** From the trimmed, non-blank text of an option to its value. */
@FunctionalInterface
interface Parser<T> {
    T parse(String text) throws BadValue;
}
