package com.trubrics.appender.log4j2;

import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAliases;

/**
 * Makes the options that are lists, or that decide where data goes, known to Log4j2 as elements, so that its readers
 * keep each of them for {@link OptionAttributesVisitor}. For unknown elements, Log4j2's XML reader keeps only the text
 * of the last one, as if it were an attribute, and drops nested elements; its JSON and YAML readers report an ERROR for
 * each entry of an array. Log4j2 already has a plugin named {@code loggers}. The event rules are elements of this kind
 * as well, and so are elements around several of them, which are a mistake. No instance is ever created.
 *
 * <p>Log4j2 knows these names in the elements of every other appender, too. Options that another appender may have,
 * such as {@code host}, are therefore not among them: it would lose its own {@code <host>}. {@link LostElements}
 * finds those.
 */
@Plugin(name = "includeMdc", category = Node.CATEGORY)
@PluginAliases({
    "excludeMdc",
    "userSource",
    "userIdHashKey",
    "excludeProperties",
    "maxTextLength",
    "sampleRate",
    "eventFilter",
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
    "threadIdKey",
    "EventRules",
    "StaticProperties",
    OptionElement.EVENT_RULE
})
final class OptionElement {
    static final String EVENT_RULE = "EventRule";

    private OptionElement() {}
}
