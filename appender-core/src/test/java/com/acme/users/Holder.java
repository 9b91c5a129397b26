package com.acme.users;

import java.util.Optional;

/** An application's own holder, with all that can be wrong with one. */
@SuppressWarnings("DoNotCallSuggester") // called by name
public final class Holder {

    private static volatile Runnable whenAsked = () -> {};

    private Holder() {}

    public static void whenAsked(Runnable action) {
        whenAsked = action;
    }

    public static Optional<String> userId() {
        whenAsked.run();
        return Optional.of("u-7");
    }

    public static Class<?> type() {
        return Holder.class;
    }

    public static String broken() {
        throw new NoClassDefFoundError("org/acme/Gone");
    }

    public static String illegal() {
        throw new IllegalStateException("the secret is 42");
    }

    public static String blank() {
        return " ";
    }

    public static Object object() {
        return new Object();
    }
}
