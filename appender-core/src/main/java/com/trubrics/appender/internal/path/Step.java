package com.trubrics.appender.internal.path;

/** One step of a path into a value. */
sealed interface Step {

    /** The value under a name: a key, an accessor, or a name in text. */
    record Name(String text) implements Step {
        @Override
        public String toString() {
            return text;
        }
    }

    /** An element by its position from 0, or from the end if negative. */
    record Index(int position) implements Step {
        @Override
        public String toString() {
            return "[" + position + "]";
        }
    }
}
