package com.trubrics.appender.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.config.Option;
import com.trubrics.appender.config.OptionValues;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.LoggersPlugin;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.processor.PluginEntry;
import org.apache.logging.log4j.core.config.plugins.util.PluginType;
import org.apache.logging.log4j.core.lookup.StrSubstitutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("version-matrix")
class OptionAttributesVisitorTest {
    private final Node node = new Node();
    private final StringBuilder log = new StringBuilder();

    @Test
    void everyOptionOfTheCoreIsAnAttribute() {
        for (Option option : Option.values()) {
            node.getAttributes().put(option.key(), "value of " + option);
        }

        OptionValues options = visit(Map.of());

        assertThat(Option.values())
                .allSatisfy(option -> assertThat(options.get(option)).isEqualTo("value of " + option));
    }

    @Test
    void thereIsNoAttributeBesideThem() {
        assertThat(Arrays.stream(TrubricsAppender.Builder.class.getDeclaredFields())
                        .filter(field -> field.isAnnotationPresent(PluginBuilderAttribute.class)))
                .isEmpty();
    }

    @Test
    void theirCaseDoesNotMatter() {
        node.getAttributes().put("FLUSHINTERVAL", "3 s");
        assertThat(visit(Map.of()).get(Option.FLUSH_INTERVAL)).isEqualTo("3 s");
    }

    @Test
    void blankIsNotTheSameAsAbsent() {
        node.getAttributes().put("userIdKey", "");
        OptionValues options = visit(Map.of());
        assertThat(options.get(Option.USER_ID_KEY)).isEmpty();
        assertThat(options.get(Option.EVENT_KEY)).isNull();
    }

    @Test
    void placeholdersAreReplacedAndUnknownOnesStay() {
        node.getAttributes().put("apiKey", "${key}");
        node.getAttributes().put("host", "${unknown}");
        OptionValues options = visit(Map.of("key", "a key"));
        assertThat(options.get(Option.API_KEY)).isEqualTo("a key");
        assertThat(options.get(Option.HOST)).isEqualTo("${unknown}");
    }

    @Test
    void whatLog4j2TakesByItselfIsLeftToIt() {
        node.getAttributes().putAll(Map.of("Name", "TRUBRICS", "ignoreExceptions", "false", "apiKey", "a key"));
        visit(Map.of());
        assertThat(node.getAttributes()).containsOnlyKeys("Name", "ignoreExceptions");
    }

    @Test
    void anUnknownAttributeIsAWarningThatNamesTheNearestOption() {
        node.getAttributes().putAll(Map.of("name", "TRUBRICS", "flushIntervall", "3 s"));

        assertThat(warnings())
                .containsExactly("Trubrics appender 'TRUBRICS': unknown option 'flushIntervall'; did you mean"
                        + " 'flushInterval'? It is ignored");
        assertThat(node.getAttributes()).containsOnlyKeys("name");
    }

    @Test
    void anUnknownAttributeThatIsLikeNothingIsAWarningToo() {
        node.getAttributes().putAll(Map.of("name", "TRUBRICS", "zebra", "striped"));
        assertThat(warnings()).containsExactly("Trubrics appender 'TRUBRICS': unknown option 'zebra'; it is ignored");
    }

    @Test
    void anElementThatIsNamedLikeAPluginIsAnOptionToo() {
        element("loggers", loggersPlugin()).setValue("com.acme");
        assertThat(visit(Map.of()).get(Option.LOGGERS)).isEqualTo("com.acme");
        assertThat(node.getChildren()).isEmpty();
    }

    @Test
    void anyOtherPluginIsLeftToLog4j2() {
        element("filters", loggersPlugin());
        visit(Map.of());
        assertThat(node.getChildren()).hasSize(1);
    }

    @Test
    void anArrayIsAWarningAndIgnored() {
        element("flushInterval", null);
        element("flushInterval", null);
        assertThat(warnings()).singleElement().asString().contains("'flushInterval'", "it is ignored");
        assertThat(node.getChildren()).isEmpty();
    }

    @Test
    void anArrayThatDecidesWhatLeavesClosesTheAppender() {
        node.getAttributes().put("enabled", "true");
        element("includeMdc", null);
        assertThat(warnings()).singleElement().asString().contains("'includeMdc'", "takes nothing");

        element("loggers", loggersPlugin());
        assertThat(visit(Map.of()).get(Option.ENABLED)).isEqualTo("false");
    }

    @Test
    void anUnknownElementIsAWarningToo() {
        element("flushIntervall", null);
        assertThat(warnings()).singleElement().asString().contains("'flushIntervall'", "'flushInterval'");
    }

    @Test
    void aNamelessElementIsCalledLikeItsElement() {
        visit(Map.of());
        assertThat(node.getAttributes()).containsExactly(Map.entry("name", "Trubrics"));

        node.getAttributes().clear();
        node.getAttributes().put("NAME", "");
        visit(Map.of());
        assertThat(node.getAttributes()).containsExactly(Map.entry("name", "Trubrics"));
    }

    @Test
    void noValueIsWrittenToTheLog() {
        for (Option option : Option.values()) {
            node.getAttributes().put(option.key().toUpperCase(Locale.ROOT), "secret");
        }
        visit(Map.of());
        assertThat(log.toString()).contains("APIKEY").doesNotContain("secret");
    }

    private Node element(String name, @Nullable PluginType<?> type) {
        Node element = new Node(node, name, type);
        node.getChildren().add(element);
        return element;
    }

    private static PluginType<LoggersPlugin> loggersPlugin() {
        PluginEntry entry = new PluginEntry();
        return new PluginType<>(entry, LoggersPlugin.class, "loggers");
    }

    private List<String> warnings() {
        try (StatusRecorder statuses = StatusRecorder.at(Level.WARN)) {
            visit(Map.of());
            assertThat(statuses.messages(Level.ERROR)).isEmpty();
            return statuses.messages(Level.WARN);
        }
    }

    private OptionValues visit(Map<String, String> variables) {
        OptionAttributesVisitor visitor = new OptionAttributesVisitor();
        try {
            visitor.setMember(TrubricsAppender.Builder.class.getDeclaredField("options"));
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
        visitor.setStrSubstitutor(new StrSubstitutor(new HashMap<>(variables)));
        return visitor.visit(new DefaultConfiguration(), node, null, log);
    }
}
