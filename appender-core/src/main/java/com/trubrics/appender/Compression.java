package com.trubrics.appender;

/** How request bodies are compressed; the values of option {@code compression}. */
public enum Compression {
    /** No compression. */
    NONE("none"),
    /** Gzip, unless the server refuses the first compressed body. */
    GZIP("gzip");

    private final String text;

    Compression(String text) {
        this.text = text;
    }

    /** Returns the value of option {@code compression}. */
    @Override
    public String toString() {
        return text;
    }
}
