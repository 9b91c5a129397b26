package com.trubrics.appender.internal.config;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks names and addresses of machines, without looking them up. */
final class HostName {
    /** The limits of DNS, which OkHttp enforces. */
    private static final int MAX_NAME = 253;

    private static final int MAX_LABEL = 63;

    /** Underscores are allowed, because Docker creates names such as {@code my_stack_trubrics}. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]+");

    private static final Pattern IPV4_LIKE = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 = Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}");

    /**
     * Letters and joiners on which the two standards of internationalised names disagree ({@code ß} is {@code ss} in
     * the older one). A guess could send events to a host of another owner.
     */
    private static final Pattern AMBIGUOUS = Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

    private HostName() {}

    /** Returns the host in lower case and in ASCII; an IPv6 address keeps its brackets. */
    static String ascii(String host) throws BadValue {
        if (host.isEmpty()) {
            throw new BadValue("names no host");
        }
        if (host.startsWith("[")) {
            return ipv6(host.toLowerCase(Locale.ROOT));
        }
        String name = punycode(host);
        if (!NAME.matcher(name).matches()) {
            throw new BadValue(
                    "a host name contains only letters, digits, '-', '_' and '.', and no percent-encoding or blanks");
        }
        if (IPV4_LIKE.matcher(name).matches()) {
            return ipv4(name);
        }
        checkLengths(name);
        return name;
    }

    /** Returns whether a host, in the form of {@link #ascii}, is certainly this machine. */
    static boolean isLoopback(String host) {
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return true;
        }
        return (host.startsWith("[") || IPV4_LIKE.matcher(host).matches()) && isLoopbackAddress(host);
    }

    private static boolean isLoopbackAddress(String literal) {
        try {
            // A literal is parsed, never looked up.
            return InetAddress.getByName(literal).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String punycode(String host) throws BadValue {
        if (host.chars().allMatch(c -> c < 128)) {
            return host.toLowerCase(Locale.ROOT);
        }
        if (AMBIGUOUS.matcher(host).find()) {
            throw new BadValue("the host name has no unambiguous ASCII form; write that form, which begins with xn--");
        }
        try {
            return IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new BadValue("the host name contains characters that an internationalised name must not contain");
        }
    }

    private static String ipv6(String host) throws BadValue {
        try {
            if (!host.contains("%") && new URI("http://" + host).getHost() != null) {
                return host;
            }
        } catch (URISyntaxException e) {
            // reported below
        }
        throw new BadValue("the host is not an IPv6 address");
    }

    private static String ipv4(String host) throws BadValue {
        if (IPV4.matcher(host).matches()) {
            boolean valid = true;
            for (String part : host.split("\\.", -1)) {
                valid &= Integer.parseInt(part) <= 255;
            }
            if (valid) {
                return host;
            }
        }
        throw new BadValue("the host is not an IPv4 address");
    }

    private static void checkLengths(String name) throws BadValue {
        String labels = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (labels.length() > MAX_NAME) {
            throw new BadValue("a host name has at most " + MAX_NAME + " characters");
        }
        for (String label : labels.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > MAX_LABEL) {
                throw new BadValue("each part of a host name has 1 to " + MAX_LABEL + " characters");
            }
        }
    }
}
