package com.trubrics.appender.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import okhttp3.internal.concurrent.TaskRunner;
import org.junit.jupiter.api.Test;

class UnhurriedBackendTest {

    private final List<String> called = new ArrayList<>();
    private final TaskRunner.Backend backend = UnhurriedBackend.over(new Recording());

    @Test
    void passesEverythingOnButTheWaking() {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();

        backend.coordinatorNotify(TaskRunner.INSTANCE);
        assertThat(backend.nanoTime()).isEqualTo(42);
        assertThat(backend.decorate(queue)).isSameAs(queue);
        backend.execute(TaskRunner.INSTANCE, () -> called.add("work"));

        assertThat(called).containsExactly("nanoTime", "decorate", "execute", "work");
    }

    @Test
    void anInterruptEndsTheWait() {
        assertThatThrownBy(() -> backend.coordinatorWait(TaskRunner.INSTANCE, 7))
                .isInstanceOf(InterruptedException.class);
        assertThat(called).containsExactly("wait 7");
    }

    private final class Recording implements TaskRunner.Backend {
        @Override
        public long nanoTime() {
            called.add("nanoTime");
            return 42;
        }

        @Override
        public void coordinatorNotify(TaskRunner runner) {
            called.add("notify");
        }

        @Override
        public void coordinatorWait(TaskRunner runner, long nanos) {
            called.add("wait " + nanos);
            UnhurriedBackendTest.<RuntimeException>undeclared(new InterruptedException());
        }

        @Override
        public <T> BlockingQueue<T> decorate(BlockingQueue<T> queue) {
            called.add("decorate");
            return queue;
        }

        @Override
        public void execute(TaskRunner runner, Runnable work) {
            called.add("execute");
            work.run();
        }
    }

    /** As Kotlin throws. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void undeclared(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
