package com.trubrics.appender.config;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * From option texts to settings, with one warning for each mistake. A mistake never costs the application its
 * logging: the default holds instead, or, where a wrong guess could send data astray, no events are taken.
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
     * @param environment where the API key and the host are looked up that the configuration does not name
     * @param warnings takes one sentence for each mistake, without secrets, on this thread; must not throw
     * @return null if the appender must take nothing: disabled, no key, or an option that
     *     {@linkplain Option#failsClosed() fails closed}; why has been warned about, except for {@code enabled=false}
     */
    public static @Nullable Settings read(OptionValues values, Environment environment, Consumer<String> warnings) {
        Mistakes mistakes = new Mistakes(warnings);
        OptionReader options = new OptionReader(values, mistakes);
        if (!options.flag(Option.ENABLED) || mistakes.takesNothing()) {
            return null;
        }
        Settings settings = new Settings(
                new DestinationReader(options, mistakes, environment).read(),
                new DeliveryReader(options, environment.maxHeapBytes()).read(),
                new MappingReader(options, values.staticProperties(), mistakes).read(),
                options.text(Option.EVENT_ID_PROPERTY));
        return mistakes.takesNothing() ? null : settings;
    }
}
