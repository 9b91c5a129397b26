package com.trubrics.sandbox.discover;

import java.util.Map;

/** Writes rules in the formats of the configurations. */
final class RuleTexts {
    private static final String USER_SOURCE = "userSource";

    private RuleTexts() {}

    /** Returns elements for Logback's {@code <appender>}. */
    static String logback(Draft draft) {
        StringBuilder xml = new StringBuilder();
        if (draft.userSource() != null) {
            xml.append(element(USER_SOURCE, draft.userSource(), ""));
        }
        for (Map<String, String> rule : draft.rules()) {
            xml.append("<eventRule>\n");
            rule.forEach((option, text) -> xml.append(element(option, text, "  ")));
            xml.append("</eventRule>\n");
        }
        return xml.toString();
    }

    /** Returns elements for Log4j2's {@code <Trubrics>}. */
    static String log4j2(Draft draft) {
        StringBuilder xml = new StringBuilder();
        if (draft.userSource() != null) {
            xml.append(element(USER_SOURCE, draft.userSource(), ""));
        }
        for (Map<String, String> rule : draft.rules()) {
            xml.append("<EventRule");
            String separator = " ";
            for (Map.Entry<String, String> option : rule.entrySet()) {
                xml.append(separator)
                        .append(option.getKey())
                        .append("=\"")
                        .append(attribute(option.getValue()))
                        .append('"');
                separator = "\n           ";
            }
            xml.append("/>\n");
        }
        return xml.toString();
    }

    /** Returns properties of the starter for Spring Boot. */
    static String yaml(Draft draft) {
        StringBuilder yaml = new StringBuilder("trubrics:\n");
        if (draft.userSource() != null) {
            yaml.append("  user-source: ").append(quoted(draft.userSource())).append('\n');
        }
        if (!draft.rules().isEmpty()) {
            yaml.append("  event-rules:\n");
        }
        for (Map<String, String> rule : draft.rules()) {
            String indent = "    - ";
            for (Map.Entry<String, String> option : rule.entrySet()) {
                yaml.append(indent)
                        .append(option.getKey())
                        .append(": ")
                        .append(quoted(option.getValue()))
                        .append('\n');
                indent = "      ";
            }
        }
        return yaml.toString();
    }

    private static String element(String name, String text, String indent) {
        return indent + "<" + name + ">" + escaped(text) + "</" + name + ">\n";
    }

    private static String attribute(String text) {
        return escaped(text).replace("\"", "&quot;");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** In single quotes, YAML leaves everything as it is. There are no line ends: they are escaped in rules. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
