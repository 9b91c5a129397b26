package com.trubrics.sandbox;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of other sites, which a browser may have open beside ours, from reading what arrived and from moving
 * switches: a request must name this machine, and one that says which page sent it must come from ours.
 *
 * @param loopback whether only this machine can reach the sandbox; otherwise it may have any name
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
