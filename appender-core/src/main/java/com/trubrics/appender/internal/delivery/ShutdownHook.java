package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.thread.LeakFreeThreads;
import org.jspecify.annotations.Nullable;

/** The JVM shutdown hook, there only while somebody needs it. Its owner guards it. */
final class ShutdownHook {

    private final Runnable work;
    private @Nullable Thread hook;
    private @Nullable String unsaid;
    private volatile boolean exiting;
    private boolean complained;

    ShutdownHook(Runnable work) {
        this.work = work;
    }

    /** Whether the JVM is known to have begun its exit. Any thread. */
    boolean isExiting() {
        return exiting;
    }

    /** The JVM has begun to exit. */
    void exit() {
        exiting = true;
    }

    /**
     * Notifies a pipeline when the JVM exits, or at once if the exit has begun.
     *
     * @param wanted whether the hook is wanted for it; a security manager may deny that
     */
    void prepare(Pipeline pipeline, boolean wanted) {
        if (wanted && hook == null) {
            install();
        }
        if (exiting) {
            pipeline.exit();
        }
    }

    private void install() {
        try {
            hook = LeakFreeThreads.privileged(this::register);
        } catch (IllegalStateException shuttingDown) {
            exiting = true;
        } catch (RuntimeException denied) {
            complain("The JVM shutdown hook could not be registered (" + denied
                    + "). Events that are in memory when the JVM exits are lost, unless the logging system or the client"
                    + " is stopped before. Grant the permission, or set 'registerShutdownHook' to false.");
        }
    }

    private Thread register() {
        Thread thread = new Thread(null, work, "trubrics-shutdown", 0, false);
        try {
            // The hook outlives the web application that caused it, and must not keep its class loader.
            LeakFreeThreads.detach(thread);
        } catch (SecurityException denied) {
            complain("The context class loader of the library's threads could not be set (" + denied
                    + "). They keep that of the thread that creates them.");
        }
        Runtime.getRuntime().addShutdownHook(thread);
        return thread;
    }

    private void complain(String message) {
        if (!complained) {
            unsaid = message;
            complained = true;
        }
    }

    /** What a security manager denied, to be told as a warning: once, and null ever after. */
    @Nullable
    String complaint() {
        String message = unsaid;
        unsaid = null;
        return message;
    }

    void remove() {
        Thread thread = hook;
        hook = null;
        if (thread == null) {
            return;
        }
        try {
            LeakFreeThreads.privileged(() -> Runtime.getRuntime().removeShutdownHook(thread));
        } catch (IllegalStateException shuttingDown) {
            // Then it runs, or has run.
        } catch (SecurityException denied) {
            // Then it stays, and finds nothing to do.
        }
    }
}
