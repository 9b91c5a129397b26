package com.trubrics.sandbox.discover;

/** How many lines of a kind there were, and how many of them were events already. */
record Counted(long lines, long events) {}
