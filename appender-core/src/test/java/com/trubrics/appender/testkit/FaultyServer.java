package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.Patience.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for the Trubrics API on raw loopback sockets, which does to requests what no HTTP server would. Events
 * with a {@link Mark} are never taken; all others are, unless a {@link Fault} says otherwise. What a fault does to a
 * request is decided by the script and the request's number, not by time. Thread-safe; all its threads are daemons.
 *
 * <p>One server has many destinations, told apart by their path. The last letter of the API key must be that of the
 * path.
 */
public final class FaultyServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BACKLOG = 200;

    /** A port may be that of an earlier server: their destinations must differ all the same. */
    private static final AtomicInteger SERIALS = new AtomicInteger();

    /** How a client reads its answers. */
    public enum Client {
        /** Each that is sent. */
        PATIENT,
        /** It may fail to read one, as after an interrupt or in a stop; then it gives up the connection as well. */
        DISTURBED,
        /** Any may come too late for it. */
        HASTY
    }

    /** What happens to requests until it is over. */
    record Phase(List<Fault> faults, long seed, CountDownLatch over) {
        Fault fault(long request) {
            if (faults.size() == 1) {
                return faults.get(0);
            }
            SplittableRandom random = new SplittableRandom(seed + request);
            return random.nextBoolean() ? Fault.NONE : faults.get(random.nextInt(faults.size()));
        }

        boolean isOver() {
            return over.getCount() == 0;
        }
    }

    private final int serial = SERIALS.incrementAndGet();
    private final Policy policy;
    private final int port;
    private final Set<FaultyConnection> connections = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();
    private volatile Phase phase = new Phase(List.of(Fault.NONE), 0, new CountDownLatch(1));
    private volatile Client client = Client.PATIENT;
    private long requests;
    private @Nullable ServerSocket listener;
    private @Nullable Socket placeholder;

    private FaultyServer(Policy policy) throws IOException {
        this.policy = policy;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
        accept(listener);
    }

    /** Starts on a free port. */
    public static FaultyServer start(Policy policy) {
        try {
            return new FaultyServer(policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What to configure as {@code host}. */
    public String host(String destination) {
        return "http://127.0.0.1:" + port + "/" + serial + "/" + destination;
    }

    /** From now on this happens to each request. */
    public void play(Fault fault) {
        begin(new Phase(List.of(fault), 0, new CountDownLatch(1)));
    }

    /** From now on half of all requests, chosen by their numbers, meet one of these. */
    public void playSome(List<Fault> faults, long seed) {
        begin(new Phase(List.copyOf(faults), seed, new CountDownLatch(1)));
    }

    private synchronized void begin(Phase next) {
        Phase before = phase;
        phase = next;
        before.over().countDown();
        try {
            setListening(!next.faults().equals(List.of(Fault.REFUSED_CONNECTIONS)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on the client may miss answers like this; the requests under way are the first. */
    public void setClient(Client client) {
        this.client = client;
        if (client == Client.DISTURBED) {
            connections.forEach(FaultyConnection::disturb);
        }
    }

    /** Every request whose body was read, in the order of arrival. */
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** What a client must not do. */
    public List<String> surprises() {
        return List.copyOf(surprises);
    }

    /** Lets so many more requests begin, but waits no longer than this. */
    public synchronized void awaitMoreRequests(int more, Duration atMost) {
        long wanted = requests + more;
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            long left = atMost.toMillis();
            while (requests < wanted && left > 0) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        phase.over().countDown();
        try {
            closeListener();
            if (placeholder != null) {
                placeholder.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(FaultyConnection::kill);
    }

    Policy policy() {
        return policy;
    }

    Phase phase() {
        return phase;
    }

    synchronized long nextNumber() {
        requests++;
        notifyAll();
        return requests;
    }

    void record(Exchange exchange) {
        switch (client) {
            case PATIENT -> {}
            case DISTURBED -> exchange.disturb();
            case HASTY -> exchange.lose();
        }
        exchanges.add(exchange);
    }

    void surprise(String what) {
        surprises.add(what);
    }

    void ended(FaultyConnection connection) {
        connections.remove(connection);
    }

    /** While nobody listens, a socket that does not listen keeps the port from everybody else. */
    private void setListening(boolean wanted) throws IOException {
        Socket reserved = placeholder;
        if (wanted && reserved != null) {
            listener = listen(port);
            reserved.close();
            placeholder = null;
            accept(listener);
        } else if (!wanted && reserved == null) {
            closeListener();
            Socket reserving = new Socket();
            reserving.setReuseAddress(true);
            // The kernel lets go of a closed listener a moment later.
            await().atMost(PATIENCE).ignoreException(BindException.class).until(() -> {
                reserving.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return true;
            });
            placeholder = reserving;
            connections.forEach(FaultyConnection::kill);
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        while (true) {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            if (LoopbackPorts.claim(socket.getLocalPort()) || port != 0) {
                return socket;
            }
            socket.close();
        }
    }

    private void closeListener() throws IOException {
        ServerSocket open = listener;
        listener = null;
        if (open != null) {
            open.close();
        }
    }

    private void accept(ServerSocket on) {
        daemon(() -> {
            while (true) {
                Socket socket = on.accept();
                daemon(() -> serve(socket));
            }
        });
    }

    private void serve(Socket socket) throws IOException {
        FaultyConnection connection = new FaultyConnection(this, socket);
        connections.add(connection);
        connection.serve();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The listener was closed, or the client was gone at once.
                    }
                },
                "faulty-server");
        thread.setDaemon(true);
        thread.start();
    }
}
