package com.trubrics.appender.junit;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.UserEvent;
import java.util.List;

/**
 * Assertions about all events of a test at the time of {@link TrubricsAssertions#assertThat}. A failure
 * shows the events, the dropped events with their reasons, and explains the other log calls.
 */
public final class EventsAssert {

    private final Recording recording;
    private final List<Event> events;

    EventsAssert(Recording recording) {
        this.recording = recording;
        this.events = recording.events();
    }

    /** Fails if there is an event. */
    public EventsAssert isEmpty() {
        return hasSize(0);
    }

    /** Fails unless there are exactly this many events. */
    public EventsAssert hasSize(int expected) {
        if (events.size() != expected) {
            throw failure("Expected " + count(expected) + ", but there are " + events.size() + ".");
        }
        return this;
    }

    /** Fails unless there is exactly one event, and returns assertions for it. */
    public EventAssert single() {
        hasSize(1);
        return element(0);
    }

    /**
     * Returns assertions for one event, counted from 0 in the order of capture. Fails if there are not enough events.
     */
    public EventAssert element(int index) {
        if (index < 0 || index >= events.size()) {
            throw failure("Expected an event at index " + index + ", but there are " + events.size() + ".");
        }
        return new EventAssert(events.get(index), recording);
    }

    /** Fails unless exactly one user event has this name, and returns assertions for it. */
    public EventAssert singleUserEvent(String name) {
        List<Event> named = events.stream()
                .filter(event -> event instanceof UserEvent user && user.event().equals(name))
                .toList();
        if (named.size() != 1) {
            throw failure("Expected 1 user event \"" + name + "\", but there are " + named.size() + ".");
        }
        return new EventAssert(named.get(0), recording);
    }

    /** Fails if an event was dropped. */
    public EventsAssert hasNoneDropped() {
        List<DroppedEvent> dropped = recording.dropped();
        if (!dropped.isEmpty()) {
            throw failure("Expected no event to be dropped, but there are " + dropped.size() + ".");
        }
        return this;
    }

    /** Fails unless exactly this many events were dropped for this reason. */
    public EventsAssert hasDropped(DropReason reason, int expected) {
        long found = recording.dropped().stream()
                .filter(dropped -> dropped.reason() == reason)
                .count();
        if (found != expected) {
            throw failure(
                    "Expected " + count(expected) + " to be dropped as " + reason + ", but there are " + found + ".");
        }
        return this;
    }

    static String count(int number) {
        return number == 1 ? "1 event" : number == 0 ? "no event" : number + " events";
    }

    private AssertionError failure(String message) {
        return Failure.of(message, recording);
    }
}
