package com.trubrics.appender.log4j2;

import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.config.plugins.PluginValue;
import org.jspecify.annotations.Nullable;

/**
 * A property on every event, nested in {@code <Trubrics>}: {@code <StaticProperty name="plan" value="free"/>} or
 * {@code <StaticProperty name="plan">free</StaticProperty>}. It is not called {@code Property}, because Log4j2 uses
 * that name itself.
 *
 * @param name null if the configuration has none
 * @param value null if the configuration has none
 */
@Plugin(name = StaticProperty.ELEMENT, category = Node.CATEGORY, printObject = true)
public record StaticProperty(
        @Nullable String name, @Nullable String value) {

    static final String ELEMENT = "StaticProperty";

    /**
     * Called by Log4j2, for each such element.
     *
     * @param name the property's name
     * @param value the attribute {@code value}, or the element's text
     * @return never null; the appender warns about an unusable property when it reads its options
     */
    @PluginFactory
    public static StaticProperty create(
            @PluginAttribute("name") @Nullable String name, @PluginValue("value") @Nullable String value) {
        return new StaticProperty(name, value);
    }
}
