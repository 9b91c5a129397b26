package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.json.EncodedBatch;
import com.trubrics.appender.internal.transport.CancelSignal;
import com.trubrics.appender.internal.transport.Outcome;
import com.trubrics.appender.internal.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A transport without a network: it records what it is given, answers as the test says, and can hang. */
final class FakeTransport implements Transport {

    private static final Pattern NAME = Pattern.compile("\"(?:event|prompt)\":\"([^\"]*)\"");

    final List<String> delivered = new CopyOnWriteArrayList<>();
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();

    private volatile Function<List<String>, Outcome> server = names -> LoopRig.DELIVERED;
    private boolean hanging;
    private int stuck;

    /** From now on the server answers so. It may throw. */
    FakeTransport answer(Function<List<String>, Outcome> newServer) {
        this.server = newServer;
        return this;
    }

    /** From now on no request is answered, until {@link #goOn} or its signal to cancel. */
    synchronized void hang() {
        hanging = true;
    }

    synchronized void goOn() {
        hanging = false;
        notifyAll();
    }

    /** Requests that hang now. */
    synchronized int stuck() {
        return stuck;
    }

    @Override
    public Outcome send(EventKind kind, EncodedBatch body, DeliverySettings.Sending settings, CancelSignal signal) {
        threads.add(Thread.currentThread());
        requests.incrementAndGet();
        List<String> names = names(body);
        signal.onCancel(this::look);
        if (!passes(signal)) {
            return LoopRig.NETWORK;
        }
        Outcome outcome = server.apply(names);
        if (outcome.isAccepted()) {
            delivered.addAll(names);
        }
        return outcome;
    }

    private synchronized void look() {
        notifyAll();
    }

    private synchronized boolean passes(CancelSignal signal) {
        stuck++;
        notifyAll();
        try {
            while (hanging && !signal.isCancelled()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stuck--;
        }
        return !signal.isCancelled();
    }

    private static List<String> names(EncodedBatch body) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try {
            body.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(json.toString(StandardCharsets.UTF_8));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
