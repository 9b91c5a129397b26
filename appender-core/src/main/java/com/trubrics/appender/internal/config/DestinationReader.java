package com.trubrics.appender.internal.config;

import static java.util.Objects.requireNonNullElse;

import com.trubrics.appender.Option;
import com.trubrics.appender.internal.config.Destination.Proxy;
import com.trubrics.appender.internal.config.Destination.Secret;
import java.net.URI;

/** Reads the options that say where events go. */
final class DestinationReader {
    private static final Secret NO_KEY = new Secret("");

    private final OptionReader options;
    private final ConfigWarnings mistakes;
    private final MissingKey missingKey;

    DestinationReader(OptionReader options, ConfigWarnings mistakes, MissingKey missingKey) {
        this.options = options;
        this.mistakes = mistakes;
        this.missingKey = missingKey;
    }

    /** Returns the destination. It must not be used if {@link ConfigWarnings#isInactive()} is true afterwards. */
    Destination read() {
        boolean dryRun = options.flag(Option.DRY_RUN);
        Secret apiKey = apiKey(dryRun);
        URI host = host(dryRun);
        Proxy proxy = options.readOrNull(Option.PROXY, ProxyAddress::parse);
        return new Destination(host, apiKey, proxy, dryRun);
    }

    private Secret apiKey(boolean dryRun) {
        // If dryRun cannot be read, nobody knows whether a key is needed: one warning is enough.
        if (options.given(Option.API_KEY) == null && !dryRun && !mistakes.isInactive()) {
            mistakes.refused(missingKey.message());
        }
        return requireNonNullElse(options.readOrNull(Option.API_KEY, ApiKeys::parse), NO_KEY);
    }

    private URI host(boolean dryRun) {
        OptionText given = options.given(Option.HOST);
        URI host = requireNonNullElse(options.readOrNull(Option.HOST, HostUrl::parse), URI.create(HostUrl.DEFAULT));
        if (given != null && !dryRun && !mistakes.isInactive()) {
            doubt(given, host);
        }
        return host;
    }

    private void doubt(OptionText given, URI host) {
        if (HostUrl.isInClear(host)) {
            mistakes.doubtful(
                    given,
                    "plain http is not encrypted, so anyone on the network path can read the API key and the events; use https");
        }
        String doubt = HostUrl.doubtfulPath(host);
        if (doubt != null) {
            mistakes.doubtful(given, doubt);
        }
    }
}
