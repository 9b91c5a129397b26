package com.trubrics.sandbox.discover;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is computed when it is first needed. Thread-safe. */
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> made;
    private @Nullable T value; // guarded by this

    Lazy(Supplier<T> made) {
        this.made = made;
    }

    @Override
    public synchronized T get() {
        T known = value;
        if (known == null) {
            known = made.get();
            value = known;
        }
        return known;
    }
}
