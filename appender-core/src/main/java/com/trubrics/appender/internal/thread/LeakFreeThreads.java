package com.trubrics.appender.internal.thread;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.Supplier;

/**
 * Makes threads that keep nothing of the code that caused them. Up to JDK 23 a new thread keeps the access rights of all code on
 * the stack, and so the class loaders of that code: one web application's log call would hold that application for as
 * long as others use the thread.
 */
public final class LeakFreeThreads {

    private LeakFreeThreads() {}

    /** Runs the action with no access rights but ours. */
    @SuppressWarnings("removal") // Deprecated with the security manager, but nothing else keeps the callers out.
    public static <T> T privileged(Supplier<T> action) {
        try {
            return AccessController.doPrivileged((PrivilegedAction<T>) action::get);
        } catch (LinkageError e) {
            return action.get(); // a later JDK may come without it, and then has no access rights to keep
        }
    }

    /**
     * Takes away a thread's context class loader, which is that of the application whose thread created it.
     *
     * @throws SecurityException if a security manager denies it; the thread can be used all the same
     */
    public static void detach(Thread thread) {
        thread.setContextClassLoader(LeakFreeThreads.class.getClassLoader());
    }
}
