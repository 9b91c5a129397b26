package com.trubrics.appender.internal.config;

import com.trubrics.appender.Option;
import com.trubrics.appender.internal.report.SafeText;
import java.util.regex.Pattern;

/** Makes an option's text safe for a message: no keys, no credentials, one line, limited in length. */
public final class OptionMask {
    private static final String MASK = "***";
    private static final Pattern QUERY_OR_FRAGMENT = Pattern.compile("[?#].*", Pattern.DOTALL);

    private OptionMask() {}

    /** Returns the text of an option, without secrets. */
    public static String of(Option option, String text) {
        return switch (option) {
            case API_KEY, USER_ID_HASH_KEY -> MASK;
            case HOST -> SafeText.quoted(url(text));
            case PROXY -> SafeText.quoted(proxy(text));
            default -> SafeText.quoted(text);
        };
    }

    /** Removes user info and the query, which often contain keys. */
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
     * Shows only what is certainly not a part of a password. {@code user:pass@word} is ambiguous, and in
     * {@code user:password} the password is where a port should be.
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
