package com.trubrics.sandbox;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the pages of other web sites from reading what arrived and from changing the answers: a request must name this machine
 * as its host and, if it has an {@code Origin}, come from the sandbox's own page.
 *
 * @param loopback whether only this machine can reach the sandbox; if not, any host name is accepted
 */
record OwnSite(boolean loopback) {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    static OwnSite of(InetAddress bind) {
        return new OwnSite(bind.isLoopbackAddress());
    }

    boolean sent(Headers headers) {
        String host = headers.getFirst("Host");
        String origin = headers.getFirst("Origin");
        return host != null && (!loopback || NAMES.contains(name(host))) && (origin == null || from(origin, host));
    }

    private static boolean from(String origin, String host) {
        return origin.equals("http://" + host);
    }

    private static @Nullable String name(String host) {
        try {
            String name = URI.create("http://" + host).getHost();
            return name == null ? "" : name.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
