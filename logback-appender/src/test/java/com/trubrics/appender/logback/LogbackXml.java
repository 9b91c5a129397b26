package com.trubrics.appender.logback;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.AppenderConfig.Trait;

/** Writes an {@link AppenderConfig} as a {@code logback.xml}. */
final class LogbackXml {
    /** The name of our appender in it. */
    static final String APPENDER = "TRUBRICS";

    /** The name of the list appender in it. */
    static final String NEIGHBOUR = "NEIGHBOUR";

    private static final String MARKER_FILTER = """
                <filter class="ch.qos.logback.core.filter.EvaluatorFilter">
                  <evaluator class="ch.qos.logback.classic.boolex.OnMarkerEvaluator"><marker>%s</marker></evaluator>
                  <onMatch>DENY</onMatch>
                  <onMismatch>NEUTRAL</onMismatch>
                </filter>
            """.formatted(AppenderConfig.DENIED_MARKER);

    private LogbackXml() {}

    static String write(AppenderConfig config) {
        boolean async = config.traits().contains(Trait.ASYNC);
        return """
                <configuration>
                  %s
                  <appender name="NEIGHBOUR" class="ch.qos.logback.core.read.ListAppender"/>
                  %s
                  %s
                  <root level="TRACE">
                    <appender-ref ref="NEIGHBOUR"/>
                    <appender-ref ref="%s"/>
                  </root>
                </configuration>
                """.formatted(
                        config.traits().contains(Trait.SHUTDOWN_HOOK) ? "<shutdownHook/>" : "",
                        appender(config),
                        async ? asyncAppender() : "",
                        async ? "ASYNC" : APPENDER);
    }

    /** The same without the list appender, which would hold every event. */
    static String withoutNeighbour(AppenderConfig config) {
        return write(config).replace("<appender-ref ref=\"" + NEIGHBOUR + "\"/>", "");
    }

    private static String asyncAppender() {
        return """
                <appender name="ASYNC" class="ch.qos.logback.classic.AsyncAppender">
                    <appender-ref ref="TRUBRICS"/>
                  </appender>""";
    }

    private static String appender(AppenderConfig config) {
        return appender(config, APPENDER);
    }

    /** Our appender by another name. */
    static String appender(AppenderConfig config, String appender) {
        StringBuilder xml = new StringBuilder("<appender name=\"" + appender + "\" class=\"")
                .append(TrubricsAppender.class.getName())
                .append("\">\n");
        if (config.traits().contains(Trait.WARN_AND_ABOVE)) {
            xml.append(
                    "    <filter class=\"ch.qos.logback.classic.filter.ThresholdFilter\"><level>WARN</level></filter>\n");
        }
        if (config.traits().contains(Trait.DENIES_MARKER)) {
            xml.append(MARKER_FILTER);
        }
        config.options().forEach((name, value) -> xml.append("    ").append(element(name, value)));
        config.staticProperties()
                .forEach((name, value) -> xml.append("    <staticProperty>\n    ")
                        .append(element("name", name))
                        .append("    ")
                        .append(element("value", value))
                        .append("    </staticProperty>\n"));
        config.rules().forEach(rule -> {
            xml.append("    <eventRule>\n");
            rule.forEach((name, text) -> xml.append("      ").append(element(name, text)));
            xml.append("    </eventRule>\n");
        });
        config.elements().forEach(element -> xml.append("    ").append(element).append('\n'));
        return xml.append("  </appender>").toString();
    }

    private static String element(String name, String value) {
        // Joran skips an empty element without telling the appender; an empty default is the way to write a blank.
        String text = value.isBlank() ? "${none:-}" : escape(value);
        return "<" + name + ">" + text + "</" + name + ">\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
