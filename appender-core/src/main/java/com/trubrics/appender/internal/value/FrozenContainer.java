package com.trubrics.appender.internal.value;

/** An object or a list of frozen values. It is measured once, when it is created. */
public interface FrozenContainer {

    /** Returns a lower bound of its JSON, in bytes; {@link Integer#MAX_VALUE} also if it is incomplete. */
    int estimatedBytes();

    /** Returns its size in the heap including its content, in bytes, with one byte for a character. */
    int heapBytes();

    /** Returns the number of nested containers, including this one. */
    int height();
}
