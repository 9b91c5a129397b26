package com.trubrics.appender.config;

/** Sizes as text: {@code 64 MB}, {@code 512 KB}, {@code 1 GB} in powers of 1024; a bare number is bytes. */
final class Sizes {
    static final long KB = 1024;
    static final long MB = 1024 * KB;
    static final long GB = 1024 * MB;

    private Sizes() {}

    /** At least one byte; what does not fit in a long is {@link Long#MAX_VALUE}. */
    static long parse(String text) throws BadValue {
        Quantity quantity = Quantity.parse(text);
        if (quantity == null) {
            throw notASize();
        }
        long bytes = quantity.times(unit(quantity.unit()));
        if (bytes < 1) {
            throw new BadValue("at least 1 byte is needed");
        }
        return bytes;
    }

    /** {@code 64 MB}, {@code 512 KB}, {@code 1000 bytes}. */
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
        return new BadValue("not a size such as '64 MB', '512 KB' or a number of bytes");
    }
}
