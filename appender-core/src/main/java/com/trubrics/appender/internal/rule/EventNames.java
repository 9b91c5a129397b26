package com.trubrics.appender.internal.rule;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The different names that one rule has given to events. Thread-safe. */
public final class EventNames {

    /** The most names that a rule can give, unless they are constant. */
    public static final int MOST = 200;

    /** Names are kept in memory; a longer text is no name. */
    private static final int MAX_CHARS = 1_000;

    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean told = new AtomicBoolean();

    /** Creates an instance that has seen no name. */
    public EventNames() {}

    /** Returns whether an event may have that name: the rule has used it before, or not used too many. */
    public boolean admits(String name) {
        if (names.contains(name)) {
            return true;
        }
        if (name.length() > MAX_CHARS || names.size() >= MOST) {
            return false;
        }
        names.add(name);
        return true;
    }

    /** Returns true the first time. */
    public boolean isFirstRefusal() {
        return !told.getAndSet(true);
    }
}
