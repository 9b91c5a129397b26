package com.trubrics.appender.log4j2;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.arbiters.Arbiter;
import org.apache.logging.log4j.core.config.plugins.util.PluginManager;
import org.apache.logging.log4j.core.config.plugins.util.PluginType;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** A configuration file as it is written. Read with the same parser as Log4j2 does, so with all included files. */
final class XmlFile {
    private static final List<String> EXTERNAL = List.of(
            "http://xml.org/sax/features/external-general-entities",
            "http://xml.org/sax/features/external-parameter-entities",
            "http://apache.org/xml/features/nonvalidating/load-external-dtd");

    private final PluginManager plugins;
    private final boolean strict;
    private final Set<String> lost = new LinkedHashSet<>();

    private XmlFile(PluginManager plugins, boolean strict) {
        this.plugins = plugins;
        this.strict = strict;
    }

    /**
     * Returns the names of the elements in an appender's element that Log4j2's reader does not pass on as they are, and of the
     * options in them that fail closed. Returns null if the file cannot be read a second time.
     */
    static @Nullable Set<String> lostFrom(Node appender, XmlConfiguration configuration) {
        try {
            Document document = parse(configuration.getConfigurationSource());
            boolean strict = Boolean.parseBoolean(attribute(document.getDocumentElement(), "strict"));
            XmlFile file = new XmlFile(configuration.getPluginManager(), strict);
            file.collect(document.getElementsByTagName("*"), String.valueOf(name(appender)));
            return file.lost;
        } catch (IOException | ParserConfigurationException | SAXException | RuntimeException unreadable) {
            return null;
        }
    }

    private static @Nullable String name(Node appender) {
        return appender.getAttributes().entrySet().stream()
                .filter(attribute -> attribute.getKey().equalsIgnoreCase("name"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static Document parse(ConfigurationSource source)
            throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setXIncludeAware(true);
        factory.setExpandEntityReferences(false);
        for (String feature : EXTERNAL) {
            factory.setFeature(feature, false);
        }
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new DefaultHandler()); // prints nothing
        try (InputStream stream = source.resetInputStream().getInputStream()) {
            InputSource input = new InputSource(stream);
            input.setSystemId(source.getLocation());
            return builder.parse(input);
        }
    }

    private void collect(NodeList elements, String appender) {
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            String name = attribute(element, "name");
            boolean named = appender.equals(name == null || name.isEmpty() ? TrubricsAppender.ELEMENT : name);
            if (named && TrubricsAppender.ELEMENT.equalsIgnoreCase(type(element))) {
                children(element).forEach(this::collectFrom);
            }
        }
    }

    private void collectFrom(Element element) {
        String type = type(element);
        PluginType<?> known = plugins.getPluginType(type);
        if (known == null) {
            if (!isText(element)) {
                lose(element);
            }
        } else if (Arbiter.ELEMENT_TYPE.equalsIgnoreCase(known.getElementName())) {
            children(element).forEach(this::collectFromArbiter);
        }
    }

    /** What an arbiter contains takes its place, except for what would become an attribute. */
    private void collectFromArbiter(Element element) {
        if (plugins.getPluginType(type(element)) == null) {
            lose(element);
        } else {
            collectFrom(element);
        }
    }

    private void lose(Element element) {
        lost.add(type(element));
        UnreadContent content = new UnreadContent();
        collect(element, content);
        content.options().forEach(option -> lost.add(option.key()));
    }

    private void collect(Element element, UnreadContent content) {
        if (UnreadContent.mayContainOptions(type(element))) {
            attributes(element).forEach(attribute -> content.addAttribute(attribute.getName(), attribute.getValue()));
            for (Element child : children(element)) {
                content.addName(type(child));
                collect(child, content);
            }
        }
    }

    /** Returns whether an element has only text, which Log4j2 passes on as an attribute. */
    private boolean isText(Element element) {
        List<Attr> attributes = attributes(element);
        attributes.removeIf(attribute -> strict && attribute.getName().equalsIgnoreCase("type"));
        boolean blank = text(element).isBlank();
        return attributes.isEmpty()
                && children(element).isEmpty()
                && !(blank && OptionAttributesVisitor.failsClosed(type(element)));
    }

    private static String text(Element element) {
        StringBuilder text = new StringBuilder();
        NodeList nodes = element.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Text part) {
                text.append(part.getData());
            }
        }
        return text.toString();
    }

    private String type(Element element) {
        String type = strict ? attribute(element, "type") : null;
        return type == null ? element.getTagName() : type;
    }

    private static @Nullable String attribute(Element element, String name) {
        return attributes(element).stream()
                .filter(attribute -> attribute.getName().equalsIgnoreCase(name))
                .map(Attr::getValue)
                .findFirst()
                .orElse(null);
    }

    private static List<Attr> attributes(Element element) {
        List<Attr> attributes = new ArrayList<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            if (!attribute.getName().startsWith("xml")) { // xmlns, xml:base
                attributes.add(attribute);
            }
        }
        return attributes;
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        NodeList nodes = element.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }
}
