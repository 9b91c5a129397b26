package com.trubrics.appender.internal.config;

import com.trubrics.appender.Option;
import com.trubrics.appender.internal.config.Settings.Explain;
import com.trubrics.appender.internal.report.SafeText;
import com.trubrics.appender.internal.user.Pseudonyms;
import com.trubrics.appender.spi.OptionValues;
import com.trubrics.appender.spi.ReportTo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns option texts into settings, with one warning for each mistake. A mistake never costs the application its
 * logging: the default applies or, if a wrong guess could send data astray, no events are sent.
 *
 * <p>Stateless and thread-safe.
 */
public final class SettingsReader {
    private SettingsReader() {}

    /**
     * Reads every option. Never throws.
     *
     * @param values the texts of the configuration
     * @param environment where to look up options that {@linkplain Option#isFromEnvironment() allow it} and that the
     *     configuration does not set
     * @param warnings receives one sentence for each mistake, without secrets, on this thread; must not throw
     * @return null if no events may be sent: disabled, no key, or a mistake about an option that
     *     {@linkplain Option#failsClosed() fails closed}. The reason was reported, except for {@code enabled=false}
     */
    public static @Nullable Settings read(OptionValues values, Environment environment, Consumer<String> warnings) {
        return readAll(values, environment, FilterClass::create, mistake -> warnings.accept(mistake.toString()));
    }

    /**
     * Returns what is wrong with the texts of a configuration by themselves, whatever the environment adds. Runs no code
     * of the application.
     */
    public static List<ConfigWarning> check(OptionValues values) {
        // A key may come from the environment; its absence is no mistake of the texts.
        Environment withKey = new Environment(
                Map.of(Option.API_KEY.systemProperty(), "any-key"),
                Map.of(),
                Runtime.getRuntime().maxMemory());
        List<ConfigWarning> mistakes = new ArrayList<>();
        var unused = readAll(values, withKey, FilterClass::find, mistakes::add);
        return mistakes;
    }

    private static @Nullable Settings readAll(
            OptionValues values, Environment environment, Parser<FilterClass> filters, Consumer<ConfigWarning> report) {
        ConfigWarnings mistakes = new ConfigWarnings(report);
        OptionReader options = new OptionReader(values, environment, mistakes);
        if (!options.flag(Option.ENABLED) || mistakes.isInactive()) {
            return null;
        }
        values.unknown().forEach(mistakes::unknown);
        values.unknownAttributes().forEach(mistakes::unknownAttribute);
        values.unreadable().forEach(mistakes::unreadable);
        var unused =
                options.choice(Option.REPORT_TO, ReportTo.class); // ReportTo.of has applied it; here for the warning
        Destination destination = environment.capture() == null
                ? new DestinationReader(options, mistakes, new MissingKey(values, environment)).read()
                : Destination.NONE;
        DeliverySettings delivery = new DeliveryReader(options, environment.maxHeapBytes()).read();
        Settings settings = new Settings(
                destination,
                destination.dryRun() ? delivery.oneByOne() : delivery,
                new MappingReader(options, values, mistakes).read(),
                new EgressReader(options, filters, values.eventFilter()).read(),
                pseudonyms(options, values, mistakes),
                explain(options, destination),
                environment.capture() == null && discover(options, destination, mistakes),
                options.name(Option.EVENT_ID_PROPERTY),
                options.flag(Option.METRICS),
                environment.capture());
        return mistakes.isInactive() ? null : settings;
    }

    /** A key that is written and blank was lost on its way here. Without it, plain IDs would leave. */
    private static @Nullable Pseudonyms pseudonyms(OptionReader options, OptionValues values, ConfigWarnings mistakes) {
        String written = values.get(Option.USER_ID_HASH_KEY);
        if (written != null && written.isBlank()) {
            mistakes.refused("Option '" + Option.USER_ID_HASH_KEY.key() + "' is blank");
        }
        return options.readOrNull(Option.USER_ID_HASH_KEY, Users::pseudonyms);
    }

    private static Explain explain(OptionReader options, Destination destination) {
        if (options.flag(Option.EXPLAIN)) {
            return Explain.EVERYTHING;
        }
        return destination.dryRun() ? Explain.EVENTS : Explain.NOTHING;
    }

    /** What is discovered shows users and texts. It must not leave the machine, whatever else does. */
    private static boolean discover(OptionReader options, Destination destination, ConfigWarnings mistakes) {
        if (!options.flag(Option.DISCOVER)) {
            return false;
        }
        boolean toThisMachine = HostUrl.isLoopbackOverHttp(destination.host());
        if (!toThisMachine && !mistakes.isInactive()) {
            mistakes.say(
                    "Option 'discover' needs a sandbox on this machine as 'host', such as http://localhost:8899, but 'host' is '"
                            + SafeText.quoted(destination.host().toString()) + "'",
                    "it is ignored");
        }
        return toThisMachine;
    }
}
