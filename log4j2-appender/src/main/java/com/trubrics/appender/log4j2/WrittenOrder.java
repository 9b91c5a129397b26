package com.trubrics.appender.log4j2;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.properties.PropertiesConfiguration;

/**
 * The order of the elements of one type in a file. Log4j2 keeps this order except for properties files, which it reads
 * into a hash table. Such a file is therefore read again, only for the order of its keys. Used while configuring.
 */
final class WrittenOrder {

    private static final String TYPE = "type";

    /** The attributes of each element, in the order of the file; empty if Log4j2 keeps the order itself. */
    private final List<Map<String, String>> elements;

    private WrittenOrder(List<Map<String, String>> elements) {
        this.elements = elements;
    }

    /** Reads the order of the elements of a type, ignoring the case of its name. Never throws. */
    static WrittenOrder of(String type, Configuration configuration) {
        if (!(configuration instanceof PropertiesConfiguration)) {
            return new WrittenOrder(List.of());
        }
        Map<String, Map<String, String>> byPrefix = new LinkedHashMap<>();
        try (InputStream file =
                configuration.getConfigurationSource().resetInputStream().getInputStream()) {
            new InOrder(byPrefix).load(file);
        } catch (IOException | RuntimeException unreadable) {
            return new WrittenOrder(List.of()); // a source that can be read only once
        }
        List<Map<String, String>> elements = new ArrayList<>(byPrefix.values());
        elements.removeIf(attributes -> !type.equalsIgnoreCase(attributes.remove(TYPE)));
        return new WrittenOrder(elements);
    }

    /** Returns the position of the element with these attributes; beyond all others if it is unknown. */
    int position(Map<String, String> attributes) {
        int position = elements.indexOf(attributes);
        return position < 0 ? elements.size() : position;
    }

    /** Records the attributes of each element in the order in which they are read, and stores nothing itself. */
    private static final class InOrder extends Properties {
        private static final long serialVersionUID = 1;

        private final transient Map<String, Map<String, String>> byPrefix;

        InOrder(Map<String, Map<String, String>> byPrefix) {
            this.byPrefix = byPrefix;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            String name = key.toString();
            int dot = name.lastIndexOf('.');
            if (dot > 0) {
                byPrefix.computeIfAbsent(name.substring(0, dot), prefix -> new LinkedHashMap<>())
                        .put(name.substring(dot + 1), value.toString());
            }
            return value;
        }
    }
}
