package com.trubrics.appender.testkit;

import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A standard output or standard error that nobody reads: whoever writes waits until it is released. */
public final class BlockedStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final CountDownLatch released = new CountDownLatch(1);

    private final PrintStream stream = new PrintStream(
            new OutputStream() {
                @Override
                public void write(int one) throws InterruptedIOException {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws InterruptedIOException {
                    try {
                        released.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new InterruptedIOException();
                    }
                    written.write(bytes, from, length);
                }
            },
            true,
            StandardCharsets.UTF_8);

    /** For {@code System.setOut} or {@code System.setErr}. */
    public PrintStream stream() {
        return stream;
    }

    /** From now on everything is written at once. */
    public void release() {
        released.countDown();
    }

    /** What was written so far. */
    public String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
