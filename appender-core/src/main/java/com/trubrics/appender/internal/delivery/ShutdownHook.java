package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.thread.LeakFreeThreads;
import org.jspecify.annotations.Nullable;

/** The JVM shutdown hook, registered only while somebody needs it. {@link PipelineRegistry} guards it. */
final class ShutdownHook {

    private final Runnable work;
    private @Nullable Thread hook;
    private volatile boolean exiting;
    private boolean warned;

    ShutdownHook(Runnable work) {
        this.work = work;
    }

    /** Returns whether the JVM is known to have begun its exit. Any thread. */
    boolean isExiting() {
        return exiting;
    }

    /** Notes that the JVM has begun its exit. */
    void exit() {
        exiting = true;
    }

    /**
     * Prepares for the exit of the JVM, or tells a pipeline at once if the exit has begun.
     *
     * @param wanted whether the hook is wanted for this pipeline
     * @return a warning for the user if a security manager denies the hook: the first time only, then null
     */
    @Nullable
    String prepare(Pipeline pipeline, boolean wanted) {
        String denied = wanted && hook == null ? install() : null;
        if (exiting) {
            pipeline.exit();
        }
        boolean isNew = denied != null && !warned;
        warned |= isNew;
        return isNew ? denied : null;
    }

    private @Nullable String install() {
        Thread thread = LeakFreeThreads.privileged(() -> new Thread(null, work, "trubrics-shutdown", 0, false));
        String denied = null;
        try {
            // The hook outlives the web application that caused it, and must not keep its class loader.
            LeakFreeThreads.detach(thread);
        } catch (SecurityException e) {
            denied = "The context class loader of the library's threads could not be set (" + e
                    + "). They keep that of the thread that creates them.";
        }
        try {
            LeakFreeThreads.privileged(() -> {
                Runtime.getRuntime().addShutdownHook(thread);
                return thread;
            });
            hook = thread;
        } catch (IllegalStateException shuttingDown) {
            exiting = true;
        } catch (RuntimeException e) {
            return "The JVM shutdown hook could not be registered (" + e
                    + "). Events that are in memory when the JVM exits are lost, unless the logging system or the client"
                    + " is stopped before. Grant the permission, or set 'registerShutdownHook' to false.";
        }
        return denied;
    }

    /** Removes the hook, if there is one. */
    void remove() {
        Thread thread = hook;
        hook = null;
        if (thread == null) {
            return;
        }
        try {
            LeakFreeThreads.privileged(() -> Runtime.getRuntime().removeShutdownHook(thread));
        } catch (IllegalStateException shuttingDown) {
            // the hook runs, or has run
        } catch (SecurityException denied) {
            // the hook stays, and finds nothing to do
        }
    }
}
