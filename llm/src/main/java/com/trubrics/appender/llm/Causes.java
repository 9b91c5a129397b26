package com.trubrics.appender.llm;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Unwraps exceptions that only carry another one between threads. */
final class Causes {

    private static final Set<Class<?>> CARRIERS = Set.of(
            CompletionException.class,
            ExecutionException.class,
            InvocationTargetException.class,
            UndeclaredThrowableException.class,
            RuntimeException.class);

    /** Chains of causes may be circular. */
    private static final int MAX_DEPTH = 20;

    private Causes() {}

    /** Returns the original failure. */
    static Throwable of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            Throwable below = cause.getCause();
            if (below == null || below == cause || !isCarrier(cause.getClass())) {
                return cause;
            }
            cause = below;
        }
        return cause;
    }

    /** Reactor's ReactiveException is not public. */
    private static boolean isCarrier(Class<?> type) {
        return CARRIERS.contains(type) || type.getName().startsWith("reactor.core.Exceptions$");
    }
}
