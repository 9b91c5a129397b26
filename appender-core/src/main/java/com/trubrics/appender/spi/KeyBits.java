package com.trubrics.appender.spi;

import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Collects the bits of the keys that it visits. Takes them as objects: otherwise it would have two methods, one calling the
 * other, and the JVM would compile both. Not thread-safe.
 */
final class KeyBits implements BiConsumer<@Nullable Object, @Nullable Object> {

    private final ToLongFunction<? super @Nullable String> bits;

    /** The bits of all keys so far. */
    long found;

    KeyBits(ToLongFunction<? super @Nullable String> bits) {
        this.bits = bits;
    }

    @Override
    public void accept(@Nullable Object key, @Nullable Object value) {
        found |= bits.applyAsLong((String) key);
    }
}
