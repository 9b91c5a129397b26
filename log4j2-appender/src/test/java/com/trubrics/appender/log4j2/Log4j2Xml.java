package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.AppenderConfig.Trait;

/** Writes an {@link AppenderConfig} as a {@code log4j2.xml}. */
final class Log4j2Xml {
    /** The name of our appender in it. */
    static final String APPENDER = "TRUBRICS";

    private Log4j2Xml() {}

    static String write(AppenderConfig config) {
        boolean async = config.traits().contains(Trait.ASYNC);
        return """
                <Configuration shutdownHook="%s">
                  <Appenders>
                    %s
                    %s
                  </Appenders>
                  <Loggers>
                    <Root level="ALL">
                      <AppenderRef ref="%s"/>
                    </Root>
                  </Loggers>
                </Configuration>
                """.formatted(
                        config.traits().contains(Trait.SHUTDOWN_HOOK) ? "enable" : "disable",
                        appender(config),
                        async ? "<Async name=\"ASYNC\"><AppenderRef ref=\"TRUBRICS\"/></Async>" : "",
                        async ? "ASYNC" : APPENDER);
    }

    private static String appender(AppenderConfig config) {
        return appender(config, APPENDER);
    }

    /** Our appender by another name. */
    static String appender(AppenderConfig config, String appender) {
        StringBuilder xml = new StringBuilder("<Trubrics").append(attribute("name", appender));
        config.options().forEach((name, value) -> xml.append(attribute(name, value)));
        xml.append(">\n");
        config.staticProperties()
                .forEach((name, value) -> xml.append("      <StaticProperty")
                        .append(attribute("name", name))
                        .append(attribute("value", value))
                        .append("/>\n"));
        config.rules().forEach(rule -> {
            xml.append("      <EventRule");
            rule.forEach((name, text) -> xml.append(attribute(name, text)));
            xml.append("/>\n");
        });
        config.elements()
                .forEach(element -> xml.append("      ").append(element).append('\n'));
        if (config.traits().contains(Trait.WARN_AND_ABOVE)) {
            xml.append("      <ThresholdFilter level=\"WARN\"/>\n");
        }
        if (config.traits().contains(Trait.DENIES_MARKER)) {
            xml.append("      <MarkerFilter onMatch=\"DENY\" onMismatch=\"NEUTRAL\"")
                    .append(attribute("marker", AppenderConfig.DENIED_MARKER))
                    .append("/>\n");
        }
        return xml.append("    </Trubrics>").toString();
    }

    private static String attribute(String name, String value) {
        return " " + name + "=\""
                + value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;") + "\"";
    }
}
