package com.trubrics.appender.internal.config;

/** Parses sizes: {@code 64 MB}, {@code 512 KB}, {@code 1 GB} in powers of 1024; a bare number is bytes. */
final class Sizes {
    static final long KB = 1024;
    static final long MB = 1024 * KB;
    static final long GB = 1024 * MB;

    private Sizes() {}

    /** Parses a size of at least one byte. A size beyond the range of a long becomes {@link Long#MAX_VALUE}. */
    static long parse(String text) throws BadValue {
        Quantity quantity = Quantity.parse(text);
        if (quantity == null) {
            throw notASize();
        }
        long bytes = quantity.times(unit(quantity.unit()));
        if (bytes < 1) {
            throw new BadValue("must be at least 1 byte");
        }
        return bytes;
    }

    /** Formats a size: {@code 64 MB}, {@code 512 KB}, {@code 1000 bytes}. */
    static String show(long bytes) {
        if (bytes % MB == 0) {
            return bytes / MB + " MB";
        }
        return bytes % KB == 0 ? bytes / KB + " KB" : bytes + " bytes";
    }

    private static long unit(String name) throws BadValue {
        return switch (name) {
            case "", "b", "byte", "bytes" -> 1;
            case "k", "kb", "kib" -> KB;
            case "m", "mb", "mib" -> MB;
            case "g", "gb", "gib" -> GB;
            default -> throw notASize();
        };
    }

    private static BadValue notASize() {
        return new BadValue("must be a size such as '64 MB' or '512 KB', or a number of bytes");
    }
}
