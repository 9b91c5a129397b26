package com.trubrics.appender.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The base URL: its syntax, and whether the API key travels in clear with it. */
final class HostUrl {
    /** The vendor's own service. */
    static final String DEFAULT = "https://app.trubrics.com/api/ingestion";

    private static final int MAX_PORT = 65_535;

    /** The limits of DNS, which OkHttp enforces. */
    private static final int MAX_NAME = 253;

    private static final int MAX_LABEL = 63;

    private static final Pattern TRAILING_SLASHES = Pattern.compile("/+$");
    private static final Pattern IP_LITERAL = Pattern.compile("\\[.*]|[0-9.]+");

    private HostUrl() {}

    /**
     * An absolute http or https URL in its normal form, so that two spellings of one destination share one pipeline:
     * scheme and host in lower case, no default port, no trailing slash, ASCII only.
     */
    static URI parse(String text) throws BadValue {
        URI uri = uri(text);
        String scheme = uri.getScheme();
        if (scheme == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            throw new BadValue("must begin with https:// or http://");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new BadValue("must hold no user, query or fragment");
        }
        return normal(scheme.toLowerCase(Locale.ROOT), host(uri.getHost()), uri);
    }

    /** Whether what is sent there leaves this machine unencrypted. */
    static boolean isInClear(URI url) {
        String host = url.getHost();
        boolean loopback = host.equals("localhost") || host.endsWith(".localhost") || isLoopbackLiteral(host);
        return url.getScheme().equals("http") && !loopback;
    }

    private static URI uri(String text) throws BadValue {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw notAUrl();
        }
    }

    private static String host(@Nullable String host) throws BadValue {
        if (host == null || host.contains("%") || host.length() > MAX_NAME) {
            throw notAUrl();
        }
        if (Arrays.stream(host.split("\\.", -1)).anyMatch(label -> label.length() > MAX_LABEL)) {
            throw notAUrl();
        }
        return host.toLowerCase(Locale.ROOT);
    }

    private static URI normal(String scheme, String host, URI uri) throws BadValue {
        int port = uri.getPort();
        if (port == 0 || port > MAX_PORT) {
            throw new BadValue("the port must be between 1 and " + MAX_PORT);
        }
        boolean usual = port < 0 || port == (scheme.equals("http") ? 80 : 443);
        String path = TRAILING_SLASHES.matcher(uri.getRawPath()).replaceFirst("");
        return URI.create(URI.create(scheme + "://" + host + (usual ? "" : ":" + port) + path)
                .toASCIIString());
    }

    private static boolean isLoopbackLiteral(String host) {
        if (!IP_LITERAL.matcher(host).matches()) {
            return false;
        }
        try {
            // A literal is parsed, never looked up.
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static BadValue notAUrl() {
        return new BadValue("must be a URL such as " + DEFAULT);
    }
}
