package com.trubrics.appender.internal.config;

import com.trubrics.appender.Option;
import com.trubrics.appender.spi.EventCapture;
import com.trubrics.appender.spi.EventCaptures;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The process around the configuration.
 *
 * @param properties the system properties
 * @param variables the environment variables
 * @param maxHeapBytes the maximum size of the heap
 * @param capture what receives events in place of the delivery; null if they are delivered
 */
public record Environment(
        Map<String, String> properties,
        Map<String, String> variables,
        long maxHeapBytes,
        @Nullable EventCapture capture) {

    /** An environment in which events are delivered. */
    public Environment(Map<String, String> properties, Map<String, String> variables, long maxHeapBytes) {
        this(properties, variables, maxHeapBytes, null);
    }

    /** Returns the running JVM as it is now. What a security manager withholds counts as not set. */
    public static Environment ofProcess() {
        return new Environment(
                ifPermitted(Environment::allProperties, System::getProperty, Option::systemProperty),
                ifPermitted(System::getenv, System::getenv, Option::environmentVariable),
                Runtime.getRuntime().maxMemory(),
                EventCaptures.installed());
    }

    /** Contains no values, because some of them are secrets. */
    @Override
    public String toString() {
        return "Environment[capture=" + capture + "]";
    }

    private static Map<String, String> allProperties() {
        Properties properties = System.getProperties();
        Map<String, String> texts = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            String text = properties.getProperty(name);
            if (text != null) { // removed in the meantime
                texts.put(name, text);
            }
        }
        return texts;
    }

    /**
     * Our options are read one by one as well: a security manager may permit to read only these, and Windows ignores the case
     * of a variable only if it is read by its name.
     */
    private static Map<String, String> ifPermitted(
            Supplier<Map<String, String>> all, UnaryOperator<@Nullable String> one, Function<Option, String> name) {
        Map<String, String> texts = new HashMap<>();
        try {
            texts.putAll(all.get());
        } catch (SecurityException e) {
            // the names of others count as not set
        }
        Arrays.stream(Option.values())
                .filter(Option::isFromEnvironment)
                .map(name)
                .forEach(known -> putIfPermitted(known, one, texts));
        return texts;
    }

    private static void putIfPermitted(String name, UnaryOperator<@Nullable String> one, Map<String, String> texts) {
        try {
            String text = one.apply(name);
            if (text != null) {
                texts.put(name, text);
            }
        } catch (SecurityException e) {
            // counts as not set
        }
    }
}
