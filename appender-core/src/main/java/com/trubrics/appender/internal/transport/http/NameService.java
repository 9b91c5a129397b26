package com.trubrics.appender.internal.transport.http;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Looks up host names on separate threads. A lookup that hangs cannot be interrupted, but the attempt that waits for it is
 * still limited in time. All attempts wait for the same lookup of a name, so at most one thread hangs.
 */
final class NameService implements Dns {

    private final Jvm jvm;
    private final Map<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    NameService(Jvm jvm) {
        this.jvm = jvm;
    }

    /** Called when the first address did not work. The next one of several is first from now on. */
    void tryNextAddress() {
        turn.incrementAndGet();
    }

    /** Called by OkHttp on the sender thread, for a {@link CallProgress}. */
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        try {
            return inTurn(CallProgress.current().await(underWay.computeIfAbsent(host, this::begin)), turn.get());
        } catch (ExecutionException e) {
            throw failure(host, e.getCause());
        } catch (TimeoutException | CancellationException e) {
            throw new NoAnswerException(host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException(host);
        }
    }

    private CompletableFuture<List<InetAddress>> begin(String host) {
        return CompletableFuture.supplyAsync(
                () -> ask(host),
                work -> jvm.threads().apply("trubrics-lookup", work).start());
    }

    private List<InetAddress> ask(String host) {
        try {
            return jvm.names().lookup(host);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        } finally {
            underWay.remove(host); // before the answer is published, because it is only for the attempts that waited
        }
    }

    /**
     * Returns the addresses, beginning with the next one to try, and only those of its kind: OkHttp would begin with IPv6 if
     * there is any.
     */
    static List<InetAddress> inTurn(List<InetAddress> addresses, int turn) {
        int first = Math.floorMod(turn, addresses.size());
        if (first == 0) {
            return addresses;
        }
        List<InetAddress> turned = new ArrayList<>(addresses);
        Collections.rotate(turned, -first);
        Class<?> kind = turned.get(0).getClass();
        return turned.stream().filter(address -> address.getClass() == kind).toList();
    }

    private static UnknownHostException failure(String host, @Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof UncheckedIOException && cause.getCause() instanceof UnknownHostException unknown) {
            return unknown;
        }
        UnknownHostException failure = new UnknownHostException(host);
        failure.initCause(cause);
        return failure;
    }

    /** Thrown if the name service did not answer before the attempt's deadline. */
    static final class NoAnswerException extends UnknownHostException {
        private static final long serialVersionUID = 1;

        NoAnswerException(String host) {
            super(host);
        }
    }
}
