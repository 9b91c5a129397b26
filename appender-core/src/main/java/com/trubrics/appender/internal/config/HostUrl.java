package com.trubrics.appender.internal.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the base URL: its syntax, whether the API key would be sent unencrypted, and whether its path is plausible.
 */
public final class HostUrl {
    /** The service of Trubrics. */
    public static final String DEFAULT = "https://app.trubrics.com/api/ingestion";

    private static final int MAX_PORT = 65_535;

    private static final Pattern SYNTAX = Pattern.compile(
            "(?<scheme>https?)://(?<authority>[^/?#\\\\]*)(?<path>.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern AUTHORITY = Pattern.compile("(?<host>\\[.*]|[^:\\[\\]]*)(?::(?<port>[^:]*))?");
    private static final Pattern TRAILING_SLASHES = Pattern.compile("/+$");

    /** The path of Trubrics' API, and the names of the endpoints below it. */
    private static final String API_PATH = "/api/ingestion";

    private static final String API_DOMAIN = "trubrics.com";
    private static final List<String> ENDPOINTS = List.of("publish_events", "publish_llm_events");

    private HostUrl() {}

    /**
     * Returns an absolute http or https URL in its normal form, so that two spellings of one destination share one
     * pipeline: scheme and host in lower case, no default port, no trailing slash, ASCII only.
     */
    static URI parse(String text) throws BadValue {
        Matcher url = SYNTAX.matcher(text);
        if (!url.matches()) {
            throw new BadValue("must begin with https:// or http://");
        }
        String authority = url.group("authority");
        String path = url.group("path");
        if (authority.contains("@") || path.contains("?") || path.contains("#")) {
            throw new BadValue("must not contain a user, a query or a fragment");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw new BadValue("must have the form " + DEFAULT);
        }
        String scheme = url.group("scheme").toLowerCase(Locale.ROOT);
        String host = HostName.ascii(parts.group("host"));
        return URI.create(scheme + "://" + host + port(scheme, parts.group("port")) + path(path));
    }

    /** Returns whether requests to this URL leave the machine unencrypted. */
    static boolean isInClear(URI url) {
        return url.getScheme().equals("http") && !HostName.isLoopback(host(url));
    }

    /** Returns whether requests to this URL certainly stay on this machine: the address is loopback or localhost itself. */
    static boolean isLoopbackOverHttp(URI url) {
        String host = host(url);
        return url.getScheme().equals("http") && HostName.isLoopback(host) && !host.endsWith(".localhost");
    }

    /**
     * Returns what is probably wrong with the path, or null. A server answers requests to such a URL with 404 or a web
     * page, long after the start.
     */
    static @Nullable String doubtfulPath(URI url) {
        String path = url.getRawPath();
        for (String endpoint : ENDPOINTS) {
            if (path.toLowerCase(Locale.ROOT).endsWith("/" + endpoint)) {
                return "ends in the name of an endpoint, which the appender adds itself; events will be posted to "
                        + posted(url);
            }
        }
        String host = host(url);
        boolean vendor = host.equals(API_DOMAIN) || host.endsWith("." + API_DOMAIN);
        boolean below = (path + "/").startsWith(API_PATH + "/");
        return vendor && !below
                ? "lacks '" + API_PATH + "', where Trubrics accepts events; events will be posted to " + posted(url)
                : null;
    }

    private static String posted(URI url) {
        return "'" + url + "/" + ENDPOINTS.get(0) + "', which is probably wrong";
    }

    /**
     * Returns the host in lower case; an IPv6 address keeps its brackets. {@link URI#getHost} accepts no underscores.
     */
    private static String host(URI url) {
        Matcher parts = AUTHORITY.matcher(url.getRawAuthority());
        return parts.matches() ? parts.group("host") : "";
    }

    private static String port(String scheme, @Nullable String text) throws BadValue {
        if (text == null || text.isEmpty()) {
            return "";
        }
        int port = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > MAX_PORT) {
            throw new BadValue("the port must be between 1 and " + MAX_PORT);
        }
        return port == (scheme.equals("http") ? 80 : 443) ? "" : ":" + port;
    }

    private static String path(String text) throws BadValue {
        try {
            URI path = new URI("http://host" + text);
            return TRAILING_SLASHES
                    .matcher(URI.create(path.toASCIIString()).getRawPath())
                    .replaceFirst("");
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new BadValue("the path contains a character that a URL must not contain");
        }
    }
}
