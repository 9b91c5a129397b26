package com.trubrics.appender.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a {@link Freezer} is inside containers that lie in one another, so that a cycle is seen. Not thread-safe. */
final class ContainerPath {

    private static final int USUAL_DEPTH = 4;

    /** Those that are being copied, outermost first. */
    private @Nullable Object[] containers = new Object[USUAL_DEPTH];

    private int depth;

    /** The properties object that is being copied, around the others. */
    private @Nullable Object properties;

    int depth() {
        return depth;
    }

    /** Begins to copy a properties object, or ends with null. */
    void around(@Nullable Object newProperties) {
        properties = newProperties;
    }

    boolean contains(Object container) {
        if (container == properties) {
            return true;
        }
        for (int i = 0; i < depth; i++) {
            if (containers[i] == container) {
                return true;
            }
        }
        return false;
    }

    void enter(Object container) {
        if (depth == containers.length) {
            containers = Arrays.copyOf(containers, depth + USUAL_DEPTH);
        }
        containers[depth++] = container;
    }

    void leave() {
        containers[--depth] = null;
    }

    /** Whatever was being copied below is given up. */
    void returnTo(int outside) {
        depth = outside;
    }
}
