package com.trubrics.appender.internal.config;

import com.trubrics.appender.internal.config.Destination.Proxy;
import com.trubrics.appender.internal.config.Destination.Secret;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses {@code host:port} or {@code user:password@host:port}, with an IPv6 address in brackets. */
final class ProxyAddress {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\[(?<v6>[0-9a-fA-F:.]+)]|(?<host>[a-zA-Z0-9._-]+)):(?<port>[0-9]{1,5})");

    /** Users add a scheme by habit. It would look like the user 'http' with the password '//joe:secret'. */
    private static final Pattern URL = Pattern.compile("(?:https?|socks[45]?)://.*", Pattern.CASE_INSENSITIVE);

    private static final int MAX_PORT = 65_535;

    private ProxyAddress() {}

    /** A password may contain ':' and '@'; a user name must not contain ':'. */
    static Proxy parse(String text) throws BadValue {
        int at = text.lastIndexOf('@');
        Matcher address = ADDRESS.matcher(text.substring(at + 1));
        if (!address.matches()
                || !isPort(address.group("port"))
                || URL.matcher(text).matches()) {
            throw new BadValue("must be host:port or user:password@host:port, without http://");
        }
        String host = address.group("v6") == null ? address.group("host") : address.group("v6");
        int port = Integer.parseInt(address.group("port"));
        if (at < 0) {
            return new Proxy(host.toLowerCase(Locale.ROOT), port, null, null);
        }
        int colon = text.indexOf(':');
        if (colon < 1 || colon > at) {
            throw new BadValue("the part before '@' must be user:password");
        }
        Secret password = new Secret(text.substring(colon + 1, at));
        return new Proxy(host.toLowerCase(Locale.ROOT), port, text.substring(0, colon), password);
    }

    static boolean isAddress(String text) {
        Matcher address = ADDRESS.matcher(text);
        return address.matches() && isPort(address.group("port"));
    }

    static boolean isPort(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            return false;
        }
        int port = Integer.parseInt(text);
        return port >= 1 && port <= MAX_PORT;
    }
}
