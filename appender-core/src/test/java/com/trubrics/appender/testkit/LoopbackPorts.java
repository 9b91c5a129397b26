package com.trubrics.appender.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loopback ports that no server of this JVM has had before. The counters of a destination outlive its server, so a test
 * whose server gets the port of an earlier one would find the earlier test's events in its account.
 */
final class LoopbackPorts {
    private static final Set<Integer> USED = ConcurrentHashMap.newKeySet();

    private LoopbackPorts() {}

    /**
     * An HTTP server, bound but not started.
     *
     * @param port 0 for any that no server has had
     */
    static HttpServer bind(int port) throws IOException {
        while (true) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            if (claim(server.getAddress().getPort()) || port != 0) {
                return server;
            }
            server.stop(0);
        }
    }

    /** False if a server has had this port. */
    static boolean claim(int port) {
        return USED.add(port);
    }
}
