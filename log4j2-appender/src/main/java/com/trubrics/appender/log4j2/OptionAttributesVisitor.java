package com.trubrics.appender.log4j2;

import com.trubrics.appender.config.Option;
import com.trubrics.appender.config.OptionValues;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.visitors.AbstractPluginVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is written in a {@code <Trubrics>} element into {@link OptionValues}, with Log4j2's own substitution and its
 * indifference to case. Public for Log4j2 only, which makes one for each element, on the thread that configures.
 *
 * <p>Attributes that Log4j2 injects by itself ({@code name} and the like) are left to it, and so are nested plugins. All
 * else is taken, what nobody knows with a warning: Log4j2 would answer to it with an ERROR, or with no appender at all.
 */
public final class OptionAttributesVisitor extends AbstractPluginVisitor<OptionAttributes> {

    private static final String NAME = "name";

    /** For Log4j2. */
    public OptionAttributesVisitor() {
        super(OptionAttributes.class);
    }

    @Override
    public OptionValues visit(Configuration configuration, Node node, @Nullable LogEvent event, StringBuilder log) {
        StatusDiagnostics diagnostics = new StatusDiagnostics(ensureName(node.getAttributes()));
        Map<String, @Nullable String> written = takeAttributes(node);
        written.putAll(takeElements(node));
        // Log4j2 prints this at DEBUG: names only, one of the values is the API key.
        log.append("options=").append(written.keySet());

        OptionValues options = new OptionValues();
        written.forEach((name, text) -> {
            Option option = Option.named(name);
            if (option == null) {
                diagnostics.report(Level.WARNING, unknown(name), null);
            } else if (text == null) {
                diagnostics.report(Level.WARNING, withoutText(option), null);
                failClosed(option, options);
            } else {
                options.set(option, substitutor.replace(event, text));
            }
        });
        return options;
    }

    private Map<String, @Nullable String> takeAttributes(Node node) {
        Map<String, @Nullable String> written = new LinkedHashMap<>();
        Set<String> inherited = inheritedAttributes();
        node.getAttributes().forEach((name, text) -> {
            if (!inherited.contains(name)) {
                written.put(name, text);
            }
        });
        node.getAttributes().keySet().removeAll(written.keySet());
        return written;
    }

    /**
     * Nested elements that are no plugin, or one only because an option bears the name of one of Log4j2's
     * ({@code loggers}). The text of an array or an object in JSON or YAML is lost already: it is null here.
     */
    private static Map<String, @Nullable String> takeElements(Node node) {
        Map<String, @Nullable String> written = new LinkedHashMap<>();
        for (Iterator<Node> rest = node.getChildren().iterator(); rest.hasNext(); ) {
            Node child = rest.next();
            if (child.getType() == null || Option.named(child.getName()) != null) {
                rest.remove();
                written.put(child.getName(), child.getValue());
            }
        }
        return written;
    }

    private static void failClosed(Option option, OptionValues options) {
        if (option.failsClosed()) {
            options.set(Option.ENABLED, "false");
        }
    }

    /**
     * An appender without a name is an ERROR and null to Log4j2, and a reference to a missing appender from an
     * {@code <Async>} element makes the application's first logger throw: so a nameless one is called like its element.
     */
    private static String ensureName(Map<String, String> attributes) {
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            if (attribute.getKey().equalsIgnoreCase(NAME)
                    && !attribute.getValue().isEmpty()) {
                return attribute.getValue();
            }
        }
        attributes.keySet().removeIf(NAME::equalsIgnoreCase);
        attributes.put(NAME, TrubricsAppender.ELEMENT);
        return TrubricsAppender.ELEMENT;
    }

    /** What Log4j2's own builder classes take, in whichever version is running. */
    private Set<String> inheritedAttributes() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Class<?> type = member.getDeclaringClass().getSuperclass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                PluginBuilderAttribute attribute = field.getAnnotation(PluginBuilderAttribute.class);
                if (attribute != null) {
                    names.add(attribute.value().isEmpty() ? field.getName() : attribute.value());
                }
            }
        }
        return names;
    }

    private static String unknown(String name) {
        Option nearest = Option.nearest(name);
        return nearest == null
                ? "unknown option '" + name + "'; it is ignored"
                : "unknown option '" + name + "'; did you mean '" + nearest.key() + "'? It is ignored";
    }

    private static String withoutText(Option option) {
        String consequence = option.failsClosed() ? "the appender takes nothing" : "it is ignored";
        return "option '" + option.key() + "' must be a text (a list has commas), not an array or an object; "
                + consequence;
    }
}
