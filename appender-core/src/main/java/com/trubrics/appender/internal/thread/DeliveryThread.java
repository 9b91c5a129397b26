package com.trubrics.appender.internal.thread;

/**
 * A thread of this library: a daemon, so that it never holds the JVM; without the inheritable thread-locals of the
 * application thread that happened to start it, and without its class loader, be it in the thread's context or in what
 * Java remembers of the code that made it.
 */
public class DeliveryThread extends Thread {

    private static final boolean INHERIT_NOTHING = false;

    /** Creates a thread; {@link #of} keeps the access rights of the callers out. */
    protected DeliveryThread(Runnable work, String name) {
        super(null, work, name, 0, INHERIT_NOTHING);
        setDaemon(true);
        try {
            LeakFreeThreads.detach(this);
        } catch (SecurityException denied) {
            // It works all the same; the shutdown hook has warned about it.
        }
    }

    /** Creates a thread that keeps nothing of the code that asks for it. */
    public static DeliveryThread of(Runnable work, String name) {
        return LeakFreeThreads.privileged(() -> new DeliveryThread(work, name));
    }

    /** Whether the caller is one of ours, and so must not wait for one of ours. */
    public static boolean isCurrent() {
        return Thread.currentThread() instanceof DeliveryThread;
    }
}
