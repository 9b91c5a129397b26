package com.trubrics.appender.testkit;

import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One {@link WebApplication} in a container: deployed, called by the container's threads, undeployed. */
final class Deployment {
    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    private final WeakReference<ClassLoader> leftLoader;
    private @Nullable WebApplicationLoader loader;
    private @Nullable Object application;

    private Deployment(WebApplicationLoader loader) {
        this.loader = loader;
        this.leftLoader = new WeakReference<>(loader, collected);
    }

    /** Loads and starts it, on this thread. */
    static Deployment of(WebApplicationLoader loader, String application, String configuration) throws Exception {
        Deployment deployment = new Deployment(loader);
        deployment.inContext(() -> deployment.application =
                loader.loadClass(application).getConstructor(String.class).newInstance(configuration));
        return deployment;
    }

    void request(int number) throws Exception {
        inContext(() -> ((IntConsumer) started()).accept(number));
    }

    void reconfigure() throws Exception {
        inContext(() -> ((Runnable) started()).run());
    }

    /** Stops it and forgets it. */
    void undeploy() throws Exception {
        inContext(() -> ((AutoCloseable) started()).close());
        closeLoader();
        application = null;
        loader = null;
    }

    private Object started() {
        if (application == null) {
            throw new IllegalStateException("undeployed");
        }
        return application;
    }

    private void closeLoader() throws IOException {
        if (loader != null) {
            loader.close();
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private void inContext(Action action) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            action.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The threads that run code of it or have its class loader. */
    List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(this::isOurs).toList();
    }

    /** The hooks among these that would run code of it or have its class loader. */
    List<Thread> hooks(Collection<Thread> all) {
        return all.stream().filter(this::isOurs).toList();
    }

    private boolean isOurs(Thread thread) {
        ClassLoader ours = leftLoader.get();
        return ours != null && (thread.getClass().getClassLoader() == ours || thread.getContextClassLoader() == ours);
    }

    /** Waits until it has no thread any more. */
    void awaitNoThreads(Duration limit) throws InterruptedException {
        long begin = System.nanoTime();
        for (List<Thread> left = threads(); !left.isEmpty(); left = threads()) {
            long wait = limit.minusNanos(System.nanoTime() - begin).toMillis();
            if (wait <= 0) {
                throw new AssertionError("threads of an undeployed application: " + left);
            }
            left.get(0).join(wait);
        }
    }

    /** Waits until its class loader is collected. */
    void awaitCollected(Duration limit) throws InterruptedException {
        long begin = System.nanoTime();
        while (!leftLoader.refersTo(null)) {
            System.gc();
            if (collected.remove(50) == null && System.nanoTime() - begin > limit.toNanos()) {
                throw new AssertionError("the class loader of an undeployed application is still there");
            }
        }
    }
}
