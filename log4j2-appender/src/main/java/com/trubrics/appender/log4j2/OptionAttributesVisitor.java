package com.trubrics.appender.log4j2;

import com.trubrics.appender.Option;
import com.trubrics.appender.spi.EventRuleTexts;
import com.trubrics.appender.spi.OptionValues;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.config.plugins.util.PluginType;
import org.apache.logging.log4j.core.config.plugins.visitors.AbstractPluginVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Copies the options in a {@code <Trubrics>} element to {@link OptionValues}, with Log4j2's own substitution and
 * ignoring case as Log4j2 does. Public only for Log4j2, which creates an instance for each element, on the configuring
 * thread.
 *
 * <p>Attributes that Log4j2 injects by itself, such as {@code name}, are left to Log4j2, and so are nested plugins that
 * an appender can use. Everything else is removed, and unknown names are recorded, because Log4j2 would report an ERROR
 * for them, or create no appender at all. For this, the nested elements must not have been processed yet, which
 * {@code deferChildren} of the appender's plugin ensures.
 */
public final class OptionAttributesVisitor extends AbstractPluginVisitor<OptionAttributes> {

    private static final String NAME = "name";
    private static final String VALUE = "value";

    /** For Log4j2. */
    public OptionAttributesVisitor() {
        super(OptionAttributes.class);
    }

    @Override
    public OptionValues visit(Configuration configuration, Node node, @Nullable LogEvent event, StringBuilder log) {
        ensureName(node.getAttributes());
        OptionValues options = new OptionValues();
        List<String> names = new ArrayList<>();
        List<Node> rules = new ArrayList<>();
        LostElements lost = LostElements.of(node, configuration);
        takeAttributes(node).forEach((name, text) -> {
            names.add(name);
            take(name, lost.include(name, text) ? null : substitutor.replace(event, text), options);
        });
        lost.names().forEach(name -> take(name, null, options));
        takeText(node, options);
        for (Iterator<Node> children = node.getChildren().iterator(); children.hasNext(); ) {
            Node child = children.next();
            if (OptionElement.EVENT_RULE.equalsIgnoreCase(child.getName())) {
                children.remove();
                names.add(child.getName());
                rules.add(child);
            } else if (isForLog4j2(child)) {
                takeForeignAttributes(child, options);
                configuration.createConfiguration(child, event);
            } else {
                children.remove();
                names.add(child.getName());
                String text = text(child);
                take(child.getName(), text == null ? null : substitutor.replace(event, text), options);
                UnreadContent.of(child).forEach(options::addUnreadable);
            }
        }
        WrittenOrder order = WrittenOrder.of(OptionElement.EVENT_RULE, configuration);
        rules.sort(Comparator.comparingInt(rule -> order.position(rule.getAttributes())));
        rules.forEach(rule -> options.addRule(rule(rule, event)));
        // Log4j2 prints this at DEBUG. Names only, because one of the values is the API key.
        log.append("options=").append(names);
        return options;
    }

    private EventRuleTexts rule(Node element, @Nullable LogEvent event) {
        EventRuleTexts texts = new EventRuleTexts();
        element.getAttributes().forEach((name, text) -> {
            if (!name.equalsIgnoreCase(NAME)) { // any element of Log4j2 may have one
                texts.set(name, substitutor.replace(event, text));
            }
        });
        if (element.getValue() != null && !element.getValue().isBlank()) {
            texts.addUnknown("text of the element");
        }
        for (Node child : element.getChildren()) { // an option with the name of one of Log4j2's plugins, such as logger
            String text = child.getValue();
            if (text == null
                    || !child.getAttributes().isEmpty()
                    || !child.getChildren().isEmpty()) {
                texts.addUnreadable(child.getName());
            } else {
                texts.set(child.getName(), substitutor.replace(event, text));
            }
        }
        return texts;
    }

    /** Text between the elements of an appender, such as an attribute behind a bracket that was closed too early. */
    private static void takeText(Node node, OptionValues options) {
        String text = node.getValue();
        if (text != null && !text.isBlank()) {
            options.addUnknown("text of the element");
            OptionValues.assignedIn(text).stream().filter(Option::failsClosed).forEach(options::addUnreadable);
        }
    }

    /** Log4j2 would report an ERROR for attributes that a static property does not have. */
    private static void takeForeignAttributes(Node child, OptionValues options) {
        PluginType<?> type = child.getType();
        if (type != null && type.getPluginClass() == Property.class) { // has no effect
            UnreadContent.of(child).forEach(options::addUnreadable);
        }
        if (type == null || type.getPluginClass() != StaticProperty.class) {
            return;
        }
        List<String> foreign = new ArrayList<>(child.getAttributes().keySet());
        foreign.removeIf(name -> name.equalsIgnoreCase(NAME) || name.equalsIgnoreCase(VALUE));
        child.getAttributes().keySet().removeAll(foreign);
        boolean hasName = child.getAttributes().keySet().stream().anyMatch(NAME::equalsIgnoreCase);
        if (hasName) { // otherwise, the missing name is reported
            foreign.forEach(options::addUnknownAttribute);
        }
    }

    private static void take(String name, @Nullable String text, OptionValues options) {
        Option option = Option.named(name);
        if (option == null) {
            options.addUnknown(name);
        } else if (text == null) {
            options.addUnreadable(option);
        } else {
            options.add(option, text);
        }
    }

    private Map<String, String> takeAttributes(Node node) {
        Set<String> inherited = inheritedAttributes();
        Map<String, String> attributes = node.getAttributes();
        Map<String, String> taken = new LinkedHashMap<>(attributes);
        taken.keySet().removeIf(inherited::contains);
        attributes.keySet().removeAll(taken.keySet());
        return taken;
    }

    /**
     * Returns whether Log4j2 handles a nested element: a plugin that an appender can use, unless an option has the same
     * name, as {@code loggers} does.
     */
    private boolean isForLog4j2(Node child) {
        PluginType<?> type = child.getType();
        if (type == null || Option.named(child.getName()) != null) {
            return false;
        }
        return annotatedFields(PluginElement.class).stream()
                .map(Field::getType)
                .map(wanted -> wanted.isArray() ? wanted.getComponentType() : wanted)
                .anyMatch(wanted -> wanted.isAssignableFrom(type.getPluginClass()));
    }

    /**
     * Returns the text of an element, or null if it is unknown: the element has attributes or nested elements, or is an
     * entry of an array in JSON or YAML, whose text is already lost. An element without text also counts as unknown if
     * the option decides what leaves the process.
     */
    private static @Nullable String text(Node child) {
        String text = child.getValue();
        if (text == null
                || !child.getAttributes().isEmpty()
                || !child.getChildren().isEmpty()) {
            return null;
        }
        return text.isBlank() && failsClosed(child.getName()) ? null : text;
    }

    /** Returns whether an option without text fails closed. */
    static boolean failsClosed(String name) {
        Option option = Option.named(name);
        return option != null && option.failsClosed() && option != Option.API_KEY;
    }

    /**
     * For an appender without a name, Log4j2 reports an ERROR and returns null. A reference from an {@code <Async>}
     * element to the missing appender then makes the application's first logger throw. So it gets the name of its
     * element.
     */
    private static void ensureName(Map<String, String> attributes) {
        boolean named = attributes.entrySet().stream()
                .anyMatch(attribute -> attribute.getKey().equalsIgnoreCase(NAME)
                        && !attribute.getValue().isEmpty());
        if (!named) {
            attributes.keySet().removeIf(NAME::equalsIgnoreCase);
            attributes.put(NAME, TrubricsAppender.ELEMENT);
        }
    }

    /** Returns the attributes of Log4j2's own builder classes, in the version that is running. */
    private Set<String> inheritedAttributes() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Field field : annotatedFields(PluginBuilderAttribute.class)) {
            String name = field.getAnnotation(PluginBuilderAttribute.class).value();
            names.add(name.isEmpty() ? field.getName() : name);
        }
        return names;
    }

    private List<Field> annotatedFields(Class<? extends Annotation> annotation) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> type = member.getDeclaringClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.isAnnotationPresent(annotation)) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }
}
