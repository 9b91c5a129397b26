package com.trubrics.appender.testkit;

import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * A small web application that logs events. It is loaded by a class loader of its own, so whoever runs it knows it only
 * by types of the JDK: {@link #accept} logs, {@link #run} reconfigures, {@link #close} stops the framework's context.
 * Each face has a class with a constructor that takes the path of the configuration and starts the framework with it.
 */
public abstract class WebApplication implements IntConsumer, Runnable, AutoCloseable {

    /** How many events one call of {@link #accept} logs. */
    static final int EVENTS = 4;

    /** Makes one log call with these fields and this MDC on the current thread. */
    protected abstract void log(Map<String, Object> fields, Map<String, String> mdc);

    @Override
    public abstract void close();

    /** Handles one request: everything in the events that could be remembered by somebody is of this class loader. */
    @Override
    public final void accept(int request) {
        int id = request * EVENTS;
        Map<String, String> user = Map.of("user_id", "u1");
        log(Map.of("event", "Plain", "id", id), user);
        log(
                Map.of(
                        "event",
                        "Own Values",
                        "id",
                        id + 1,
                        "plan",
                        Plan.TEAM,
                        "cart",
                        new Cart(),
                        "list",
                        List.of(new Cart())),
                user);
        log(Map.of("event", "Unreadable", "id", id + 2, "broken", new Broken()), user);
        log(
                Map.of("prompt", "Hello?", "generation", "Hello!", "id", id + 3),
                Map.of("user_id", "u1", "properties", "{\"plan\":\"team\",\"seats\":[1,2,3]}"));
        log(Map.of("no event", new Cart()), Map.of());
    }

    private enum Plan {
        TEAM
    }

    private static final class Cart {
        @Override
        public String toString() {
            return "a cart";
        }
    }

    private static final class Broken {
        @Override
        public String toString() {
            throw new BrokenException();
        }
    }

    private static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
