package com.trubrics.appender.config;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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
     * The process around the configuration.
     *
     * @param property returns a system property by name, or null if it is not set
     * @param variable returns an environment variable by name, or null if it is not set
     * @param maxHeapBytes the maximum size of the heap
     */
    public record Environment(
            UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> variable, long maxHeapBytes) {

        /** Returns the running JVM. What a security manager withholds counts as not set. */
        public static Environment ofProcess() {
            return new Environment(
                    name -> ifPermitted(System::getProperty, name),
                    name -> ifPermitted(System::getenv, name),
                    Runtime.getRuntime().maxMemory());
        }

        private static @Nullable String ifPermitted(UnaryOperator<@Nullable String> lookup, String name) {
            try {
                return lookup.apply(name);
            } catch (SecurityException e) {
                return null;
            }
        }
    }

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
        Mistakes mistakes = new Mistakes(warnings);
        OptionReader options = new OptionReader(values, environment, mistakes);
        if (!options.flag(Option.ENABLED) || mistakes.isInactive()) {
            return null;
        }
        values.unknown().forEach(mistakes::unknown);
        values.unreadable().forEach(mistakes::unreadable);
        var unused =
                options.choice(Option.REPORT_TO, ReportTo.class); // ReportTo.of has applied it; here for the warning
        Settings settings = new Settings(
                new DestinationReader(options, mistakes, new MissingKey(values, environment)).read(),
                new DeliveryReader(options, environment.maxHeapBytes()).read(),
                new MappingReader(options, values.staticProperties(), mistakes).read(),
                options.name(Option.EVENT_ID_PROPERTY));
        return mistakes.isInactive() ? null : settings;
    }
}
