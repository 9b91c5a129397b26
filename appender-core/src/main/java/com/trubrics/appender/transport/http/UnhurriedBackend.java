package com.trubrics.appender.transport.http;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.concurrent.BlockingQueue;
import okhttp3.internal.concurrent.TaskRunner;

/**
 * Does not wake the thread that waits until an idle connection is old enough, each time that a request has ended and
 * its connection begins to be idle anew. That thread would find nothing to do, and go to sleep again: with the waking it
 * took a sixth of all processor time.
 *
 * <p>It wakes early enough by itself: no connection is old enough sooner than one that was idle before. That holds for a
 * connection pool alone on its runner, with fewer connections than may be idle, as {@link HttpClients} sees to. OkHttp
 * calls it, on any thread.
 */
final class UnhurriedBackend implements TaskRunner.Backend {

    private final TaskRunner.Backend hurried;

    private UnhurriedBackend(TaskRunner.Backend hurried) {
        this.hurried = hurried;
    }

    /** Throws a {@link LinkageError} with a version of OkHttp that has other methods to implement. */
    static TaskRunner.Backend over(TaskRunner.Backend hurried) {
        for (Method method : UnhurriedBackend.class.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                throw new AbstractMethodError(method.toString());
            }
        }
        return new UnhurriedBackend(hurried);
    }

    @Override
    public void coordinatorNotify(TaskRunner runner) {
        // The whole point.
    }

    /** Passes on the other one's {@link InterruptedException}, which Kotlin does not declare. */
    @Override
    public void coordinatorWait(TaskRunner runner, long nanos) {
        hurried.coordinatorWait(runner, nanos);
    }

    @Override
    public long nanoTime() {
        return hurried.nanoTime();
    }

    @Override
    public <T> BlockingQueue<T> decorate(BlockingQueue<T> queue) {
        return hurried.decorate(queue);
    }

    @Override
    public void execute(TaskRunner runner, Runnable work) {
        hurried.execute(runner, work);
    }
}
