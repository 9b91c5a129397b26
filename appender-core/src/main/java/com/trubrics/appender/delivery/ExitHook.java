package com.trubrics.appender.delivery;

import org.jspecify.annotations.Nullable;

/** The JVM shutdown hook, there only while somebody needs it. Its owner guards it. */
final class ExitHook {

    private final Runnable work;
    private @Nullable Thread hook;

    ExitHook(Runnable work) {
        this.work = work;
    }

    boolean isInPlace() {
        return hook != null;
    }

    /** Answers false if the JVM is shutting down already. */
    boolean install() {
        Thread thread = OwnAccess.only(() -> new Thread(null, work, "trubrics-shutdown", 0, false));
        // The hook outlives the web application that caused it, and must not keep its class loader.
        thread.setContextClassLoader(ExitHook.class.getClassLoader());
        try {
            Runtime.getRuntime().addShutdownHook(thread);
            hook = thread;
            return true;
        } catch (IllegalStateException shuttingDown) {
            return false;
        }
    }

    void remove() {
        Thread thread = hook;
        hook = null;
        if (thread == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException shuttingDown) {
            // Then it runs, or has run.
        }
    }
}
