package com.trubrics.appender.internal.value;

/** An object or a list of frozen values. It is measured once, when it is made. */
interface FrozenContainer {

    /** A lower bound of its JSON, in bytes; {@link Integer#MAX_VALUE} also if it is incomplete. */
    int estimatedBytes();

    /** What it and all in it take in the heap, in bytes; one byte for a character. */
    int heapBytes();

    /** Containers inside one another, this one included. */
    int height();
}
