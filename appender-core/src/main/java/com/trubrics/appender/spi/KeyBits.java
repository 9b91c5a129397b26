package com.trubrics.appender.spi;

import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Collects the bits of the keys that it visits. Not thread-safe. */
final class KeyBits implements BiConsumer<String, @Nullable Object> {

    private final ToLongFunction<? super @Nullable String> bits;

    /** The bits of all keys so far. */
    long found;

    KeyBits(ToLongFunction<? super @Nullable String> bits) {
        this.bits = bits;
    }

    @Override
    public void accept(String key, @Nullable Object value) {
        found |= bits.applyAsLong(key);
    }
}
