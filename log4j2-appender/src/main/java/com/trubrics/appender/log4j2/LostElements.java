package com.trubrics.appender.log4j2;

import com.trubrics.appender.Option;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.apache.logging.log4j.core.config.json.JsonConfiguration;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The elements of an XML configuration that arrive without what was written in them. Of an element that Log4j2 does not
 * know, its reader passes on only the text, as an attribute: {@code <host value="https://..."/>} arrives as a blank
 * {@code host}. It drops an element around known ones, such as {@code <options><excludeMdc>secret</excludeMdc></options>}.
 * The file is therefore read again. Used while configuring.
 */
final class LostElements {

    /** Options that fail closed, but that Log4j2 does not know as elements. See {@link OptionElement}. */
    private static final Set<Option> UNKNOWN_TO_LOG4J2 = EnumSet.of(Option.HOST, Option.PROXY, Option.ENABLED);

    /** Null if nobody knows. */
    private final @Nullable Set<String> names;

    private LostElements(@Nullable Collection<String> names) {
        this.names = names == null ? null : ignoringCase(names);
    }

    /** Returns the elements that were lost from an appender's element. Never throws. */
    static LostElements of(Node appender, Configuration configuration) {
        if (configuration instanceof XmlConfiguration xml) {
            return new LostElements(XmlFile.lostFrom(appender, xml));
        }
        boolean withoutXml = configuration instanceof JsonConfiguration || configuration instanceof BuiltConfiguration;
        return new LostElements(withoutXml ? Set.of() : null); // a composite configuration may contain XML files
    }

    /** Returns the names of the elements that are certain to be lost, and of options in them. */
    Set<String> names() {
        return names == null ? Set.of() : names;
    }

    /**
     * Returns whether an attribute is what remains of an element. If nobody knows, a blank one counts as such, so that an
     * option that decides where data goes fails closed.
     */
    boolean include(String attribute, String text) {
        if (names != null) {
            return names.contains(attribute);
        }
        Option option = Option.named(attribute);
        return text.isBlank() && option != null && UNKNOWN_TO_LOG4J2.contains(option);
    }

    private static Set<String> ignoringCase(Collection<String> names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(names);
        return set;
    }
}
