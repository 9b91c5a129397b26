package com.trubrics.appender.log4j2;

import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAliases;

/**
 * Makes the options that are lists, or that decide where data goes, known to Log4j2 as elements, so that its readers keep each of them for
 * {@link OptionAttributesVisitor}. Of elements that Log4j2 does not know, its XML reader keeps the text of the last one
 * only, as if it were an attribute, and drops what is nested; its JSON and YAML readers report an ERROR for each entry of
 * an array. Log4j2 has a plugin named {@code loggers} already. No instance is ever made.
 */
@Plugin(name = "includeMdc", category = Node.CATEGORY)
@PluginAliases({
    "excludeMdc",
    "host",
    "proxy",
    "enabled",
    "dryRun",
    "userIdKey",
    "eventKey",
    "propertiesKey",
    "timestampKey",
    "textKey",
    "promptKey",
    "generationKey",
    "assistantIdKey",
    "latencyKey",
    "threadIdKey"
})
final class OptionElement {
    private OptionElement() {}
}
