package com.trubrics.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** Asks a {@link Sink} in another process what has arrived. */
final class SinkWatch implements AutoCloseable {
    /** What had arrived, and the {@link System#nanoTime} of the last, which on Linux all processes share. */
    record Arrived(long events, long requests, long lastAt) {}

    private final Socket socket;
    private final BufferedReader answers;

    SinkWatch(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Arrived now() {
        return await(0, 0);
    }

    /** Waits until so many events have arrived in all, or none has for so long. */
    synchronized Arrived await(long events, long patienceMillis) {
        try {
            socket.getOutputStream().write((Sink.WATCH + events + " " + patienceMillis + "\n").getBytes(ISO_8859_1));
            String[] words = answers.readLine().split(" ");
            return new Arrived(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
