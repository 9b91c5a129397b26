package com.trubrics.appender.internal.thread;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.Supplier;

/**
 * Creates threads that keep no reference to the code that caused them. Up to JDK 23, a new thread keeps the access rights of
 * all code on the stack, and with them the class loaders of that code. One web application's log call would then keep that
 * application in memory for as long as others use the thread.
 */
public final class LeakFreeThreads {

    private LeakFreeThreads() {}

    /** Runs the action with only our own access rights. */
    @SuppressWarnings(
            "removal") // Deprecated with the security manager, but there is no other way to exclude the callers.
    public static <T> T privileged(Supplier<T> action) {
        try {
            return AccessController.doPrivileged((PrivilegedAction<T>) action::get);
        } catch (LinkageError e) {
            return action.get(); // a later JDK may lack it, and then has no access rights to keep
        }
    }

    /**
     * Removes a thread's context class loader, which belongs to the application whose thread created it.
     *
     * @throws SecurityException if a security manager denies this; the thread can still be used
     */
    public static void detach(Thread thread) {
        thread.setContextClassLoader(LeakFreeThreads.class.getClassLoader());
    }
}
