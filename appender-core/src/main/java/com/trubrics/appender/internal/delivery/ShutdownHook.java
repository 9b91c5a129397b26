package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.thread.LeakFreeThreads;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The JVM shutdown hook, registered only while a pipeline needs it. {@link PipelineRegistry} guards it. */
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
     * @param warnings receives a warning if a security manager denies something, but only the first time
     */
    void prepare(Pipeline pipeline, boolean wanted, Consumer<String> warnings) {
        if (wanted && hook == null) {
            install(warnings);
        }
        if (exiting) {
            pipeline.exit();
        }
    }

    private void install(Consumer<String> warnings) {
        try {
            hook = LeakFreeThreads.privileged(() -> register(warnings));
        } catch (IllegalStateException shuttingDown) {
            exiting = true;
        } catch (RuntimeException denied) {
            warn(
                    warnings,
                    "The JVM shutdown hook could not be registered (" + denied
                            + "). Events that are in memory when the JVM exits are lost, unless the logging system or the"
                            + " client is stopped first. Grant the permission, or set 'registerShutdownHook' to false.");
        }
    }

    private Thread register(Consumer<String> warnings) {
        Thread thread = new Thread(null, work, "trubrics-shutdown", 0, false);
        try {
            // The hook outlives the web application that caused it, and must not keep its class loader.
            LeakFreeThreads.detach(thread);
        } catch (SecurityException denied) {
            warn(
                    warnings,
                    "The context class loader of the library's threads could not be set (" + denied
                            + "). They keep the class loader of the thread that creates them.");
        }
        Runtime.getRuntime().addShutdownHook(thread);
        return thread;
    }

    private void warn(Consumer<String> warnings, String message) {
        if (!warned) {
            warned = true;
            warnings.accept(message);
        }
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
