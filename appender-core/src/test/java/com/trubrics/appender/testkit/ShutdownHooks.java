package com.trubrics.appender.testkit;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;

/** Which shutdown hooks the JVM has. It must have been started with {@link #OPEN}. */
final class ShutdownHooks {
    /** The JVM does not tell; this opens where it keeps them. */
    static final List<String> OPEN = List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED");

    private ShutdownHooks() {}

    static List<Thread> registered() throws ReflectiveOperationException {
        Field field = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
        field.setAccessible(true);
        return ((Map<?, ?>) field.get(null))
                .keySet().stream().map(Thread.class::cast).toList();
    }
}
