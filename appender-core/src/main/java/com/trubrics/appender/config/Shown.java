package com.trubrics.appender.config;

import java.util.regex.Pattern;

/** An option's text as it may stand in a message: no API key, no credentials, on one line, and not endless. */
final class Shown {
    private static final String MASK = "***";
    private static final int MAX_LENGTH = 100;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern QUERY_OR_FRAGMENT = Pattern.compile("[?#].*", Pattern.DOTALL);

    private Shown() {}

    static String of(Option option, String text) {
        return switch (option) {
            case API_KEY -> MASK;
            case HOST -> line(url(text));
            case PROXY -> line(proxy(text));
            default -> line(text);
        };
    }

    /** Any text without control characters, cut where nobody reads on. */
    static String line(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
    }

    /** Without user info and without a query, where keys are often put. */
    private static String url(String text) {
        return QUERY_OR_FRAGMENT.matcher(withoutUserInfo(text)).replaceFirst("?" + MASK);
    }

    private static String withoutUserInfo(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return text;
        }
        int slashes = text.indexOf("//");
        String scheme = slashes < 0 || slashes > at ? "" : text.substring(0, slashes + 2);
        return scheme + MASK + text.substring(at);
    }

    /**
     * Only what is certainly no part of a password: of {@code user:pass@word} nothing can be told apart, and in
     * {@code user:password} the password stands where a port should be.
     */
    private static String proxy(String text) {
        int at = text.lastIndexOf('@');
        String address = text.substring(at + 1);
        if (at >= 0) {
            return MASK + "@" + (ProxyAddress.isAddress(address) ? address : MASK);
        }
        int scheme = address.indexOf("://");
        int colon = address.indexOf(':', scheme < 0 ? 0 : scheme + 3);
        boolean harmless = colon < 0 || ProxyAddress.isPort(address.substring(colon + 1));
        return harmless ? address : address.substring(0, colon + 1) + MASK;
    }
}
