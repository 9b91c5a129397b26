package com.trubrics.appender.config;

import static java.util.Objects.requireNonNullElse;

import com.trubrics.appender.config.Destination.Proxy;
import com.trubrics.appender.config.Destination.Secret;
import com.trubrics.appender.config.SettingsReader.Environment;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Reads where events go. */
final class DestinationReader {
    private static final Secret NO_KEY = new Secret("");

    private final OptionReader options;
    private final Mistakes mistakes;
    private final Environment environment;

    DestinationReader(OptionReader options, Mistakes mistakes, Environment environment) {
        this.options = options;
        this.mistakes = mistakes;
        this.environment = environment;
    }

    /** Of no use where {@link Mistakes#takesNothing()} holds afterwards. */
    Destination read() {
        boolean dryRun = options.flag(Option.DRY_RUN);
        Secret apiKey = apiKey(dryRun);
        URI host = host(dryRun);
        Proxy proxy = options.readOrNull(options.given(Option.PROXY), ProxyAddress::parse);
        return new Destination(host, apiKey, proxy, dryRun);
    }

    private Secret apiKey(boolean dryRun) {
        Given given = given(Option.API_KEY);
        // Of an unreadable dryRun nobody knows whether it needs a key: one warning is enough.
        if (given == null && !dryRun && !mistakes.takesNothing()) {
            mistakes.missing(
                    Option.API_KEY, "set it, or " + property(Option.API_KEY) + ", or " + variable(Option.API_KEY));
        }
        return requireNonNullElse(options.readOrNull(given, ApiKeys::parse), NO_KEY);
    }

    private URI host(boolean dryRun) {
        Given given = given(Option.HOST);
        URI host = requireNonNullElse(options.readOrNull(given, HostUrl::parse), URI.create(HostUrl.DEFAULT));
        boolean travels = !dryRun && !mistakes.takesNothing();
        if (given != null && travels && HostUrl.isInClear(host)) {
            mistakes.doubtful(
                    given, "over plain http anybody on the way can read the API key and the events, use https");
        }
        return host;
    }

    /** The nearest that says something: the configuration, the system property, the environment variable. */
    private @Nullable Given given(Option option) {
        Given given = options.given(option);
        if (given == null) {
            given = Given.of(option, property(option), environment.property().apply(propertyName(option)));
        }
        if (given == null) {
            given = Given.of(option, variable(option), environment.variable().apply(variableName(option)));
        }
        return given;
    }

    private static String property(Option option) {
        return "system property '" + propertyName(option) + "'";
    }

    private static String variable(Option option) {
        return "environment variable '" + variableName(option) + "'";
    }

    private static String propertyName(Option option) {
        return "trubrics." + option.key();
    }

    private static String variableName(Option option) {
        return "TRUBRICS_" + option.name();
    }
}
