package com.trubrics.appender.config;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Turns option texts into settings, with one warning for each mistake. A mistake never costs the application its
 * logging: the default holds instead or, where a wrong guess could send data astray, no events are sent.
 *
 * <p>Stateless; any thread.
 */
public final class SettingsReader {
    private SettingsReader() {}

    /**
     * What the process around the configuration says.
     *
     * @param property a system property by name; null if it is not set
     * @param variable an environment variable by name; null if it is not set
     * @param maxHeapBytes how far the heap may grow
     */
    public record Environment(
            UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> variable, long maxHeapBytes) {

        /** The running JVM. What a security manager keeps back is not set. */
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
     * @param values what the configuration says
     * @param environment where options are looked up that {@linkplain Option#isFromEnvironment() allow it} and that the
     *     configuration does not set
     * @param warnings takes one sentence for each mistake, without secrets, on this thread; must not throw
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
        var unused = options.choice(Option.REPORT_TO, ReportTo.class); // whoever reports has read it: see ReportTo.of
        Settings settings = new Settings(
                new DestinationReader(options, mistakes, new MissingKey(values, environment)).read(),
                new DeliveryReader(options, environment.maxHeapBytes()).read(),
                new MappingReader(options, values.staticProperties(), mistakes).read(),
                options.name(Option.EVENT_ID_PROPERTY));
        return mistakes.isInactive() ? null : settings;
    }
}
