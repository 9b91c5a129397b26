package com.trubrics.appender.log4j2;

import com.trubrics.appender.Option;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.logging.log4j.core.config.Node;

/**
 * Finds options in the parts of a configuration that nothing reads. If one of them decides where data goes or what
 * leaves, nothing may leave.
 */
final class UnreadContent {

    /** Attributes whose value is a name, as in {@code <KeyValuePair key="excludeMdc" value="secret"/>}. */
    private static final Set<String> NAMING = Set.of("name", "key");

    /** Elements that contain other things than options. */
    private static final Pattern OTHER = Pattern.compile("(EventRule|StaticPropert)\\w*", Pattern.CASE_INSENSITIVE);

    private static final Pattern SEPARATORS = Pattern.compile("[-_.]");

    private final Set<Option> options = EnumSet.noneOf(Option.class);

    /** Returns the options that fail closed in an element that is not an option itself. */
    static Set<Option> of(Node element) {
        UnreadContent content = new UnreadContent();
        content.collect(element);
        return content.options();
    }

    /** Returns whether an element may contain options. */
    static boolean mayContainOptions(String element) {
        return Option.named(element) == null && !OTHER.matcher(element).matches();
    }

    private void collect(Node element) {
        if (mayContainOptions(element.getName())) {
            element.getAttributes().forEach(this::addAttribute);
            for (Node child : element.getChildren()) {
                addName(child.getName());
                collect(child);
            }
        }
    }

    /** Adds the name of an attribute, and its value if that is a name as well. */
    void addAttribute(String name, String value) {
        addName(name);
        if (NAMING.contains(name)) {
            addName(value);
        }
    }

    void addName(String name) {
        Option option = Option.named(SEPARATORS.matcher(name).replaceAll(""));
        if (option != null && option.failsClosed()) {
            options.add(option);
        }
    }

    Set<Option> options() {
        return options;
    }
}
