package com.trubrics.appender.internal.thread;

/**
 * A thread of this library. It is a daemon, so it never keeps the JVM running. It has neither the inheritable thread-locals
 * of the application thread that started it, nor that thread's class loader, either as its context or in the access rights
 * that Java stores in a thread.
 */
public class DeliveryThread extends Thread {

    private static final boolean INHERIT_NOTHING = false;

    /** Creates a thread; use {@link #of} so that it does not keep the access rights of its callers. */
    protected DeliveryThread(Runnable work, String name) {
        super(null, work, name, 0, INHERIT_NOTHING);
        setDaemon(true);
        try {
            LeakFreeThreads.detach(this);
        } catch (SecurityException denied) {
            // The thread still works; the shutdown hook has warned about this.
        }
    }

    /** Creates a thread that keeps no reference to the calling code. */
    public static DeliveryThread of(Runnable work, String name) {
        return LeakFreeThreads.privileged(() -> new DeliveryThread(work, name));
    }

    /** Returns whether the current thread is one of ours, and so must not wait for another one of ours. */
    public static boolean isCurrent() {
        return Thread.currentThread() instanceof DeliveryThread;
    }
}
