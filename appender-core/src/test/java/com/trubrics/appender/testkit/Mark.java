package com.trubrics.appender.testkit;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Why {@link FaultyServer} never takes an event: the first letter of its property {@code id}. */
public enum Mark {
    /** 413. */
    TOO_LARGE,
    /** 422, and {@code detail[].loc} names its position. */
    LOCATED,
    /** 400 or 422, and it is not named. */
    REFUSED,
    /** 403. */
    FORBIDDEN,
    /** 500 for ever. */
    SERVER_ERROR;

    /** The id of an event with this mark. */
    public String id(int number) {
        return letter() + number;
    }

    /** The id of an event that is taken. */
    public static String unmarked(int number) {
        return "e" + number;
    }

    /** Whether an event is never taken. */
    public static boolean isMarked(String id) {
        return List.of(values()).stream().anyMatch(mark -> mark.isOn(id));
    }

    /** Whether the event has this mark. */
    public boolean isOn(String id) {
        return id.startsWith(letter());
    }

    boolean isOnAny(Collection<String> ids) {
        return ids.stream().anyMatch(this::isOn);
    }

    private String letter() {
        return name().substring(0, 1).toLowerCase(Locale.ROOT);
    }
}
