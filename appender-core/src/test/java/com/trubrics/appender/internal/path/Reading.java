package com.trubrics.appender.internal.path;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads paths as a log call would; remembers what was reported. */
final class Reading {

    static final int MAX_BYTES = 1 << 20;

    final List<String> reports = new ArrayList<>();
    final PathContext context = new PathContext(MAX_BYTES, null, reports::add);

    /** Reads one path, which begins with a name for the root, in a context of its own. */
    static @Nullable Object read(String path, @Nullable Object root) {
        return new Reading().of(path, root);
    }

    @Nullable
    Object of(String path, @Nullable Object root) {
        return path(path).read(root, context);
    }

    static Path path(String text) {
        try {
            return Path.parse(text);
        } catch (MalformedPathException e) {
            throw new AssertionError(e);
        }
    }
}
