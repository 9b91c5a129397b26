package com.trubrics.appender.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Option;
import com.trubrics.appender.internal.config.Environment;
import com.trubrics.appender.internal.config.SettingsReader;
import com.trubrics.appender.spi.OptionValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.rolling.CompositeTriggeringPolicy;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.LoggersPlugin;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.processor.PluginEntry;
import org.apache.logging.log4j.core.config.plugins.util.PluginManager;
import org.apache.logging.log4j.core.config.plugins.util.PluginType;
import org.apache.logging.log4j.core.filter.CompositeFilter;
import org.apache.logging.log4j.core.lookup.StrSubstitutor;
import org.apache.logging.log4j.core.util.KeyValuePair;
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
                .containsExactly("Unknown option 'flushIntervall' (did you mean 'flushInterval'?); it is ignored.");
        assertThat(node.getAttributes()).containsOnlyKeys("name");
    }

    @Test
    void anUnknownAttributeThatIsLikeNothingIsAWarningToo() {
        node.getAttributes().putAll(Map.of("name", "TRUBRICS", "zebra", "striped"));
        assertThat(warnings()).containsExactly("Unknown option 'zebra'; it is ignored.");
    }

    @Test
    void anElementThatIsNamedLikeAPluginIsAnOptionToo() {
        element("loggers", plugin(LoggersPlugin.class)).setValue("com.acme");
        assertThat(visit(Map.of()).get(Option.LOGGERS)).isEqualTo("com.acme");
        assertThat(node.getChildren()).isEmpty();
    }

    @Test
    void attributesAndElementsOfAListAddUp() {
        node.getAttributes().put("excludeMdc", "secret");
        node.getAttributes().put("EXCLUDEMDC", "token");
        element("excludeMdc", plugin(OptionElement.class)).setValue("${pin}");
        element("ExcludeMdc", plugin(OptionElement.class)).setValue("cvc");
        assertThat(visit(Map.of("pin", "pin")).get(Option.EXCLUDE_MDC))
                .contains("secret", "token", "pin,cvc")
                .hasSize("secret,token,pin,cvc".length());
    }

    @Test
    void everyListAndWhateverDecidesWhatLeavesIsKnownToLog4j2AsAnElementUnlessOtherAppendersHaveIt() {
        Set<Option> ofOthers = Set.of(Option.HOST, Option.PROXY, Option.ENABLED);
        PluginManager plugins = new PluginManager(Node.CATEGORY);
        plugins.collectPlugins();
        assertThat(Arrays.stream(Option.values())
                        .filter(option -> option.isList() || (option.failsClosed() && option != Option.API_KEY)))
                .allSatisfy(option ->
                        assertThat(plugins.getPluginType(option.key()) == null).isEqualTo(ofOthers.contains(option)));
    }

    @Test
    void anEmptyElementIsBlankUnlessItDecidesWhatLeaves() {
        element("textKey", plugin(OptionElement.class)).setValue("");
        assertThat(visit(Map.of()).get(Option.TEXT_KEY)).isEmpty();

        element("excludeMdc", plugin(OptionElement.class)).setValue("");
        assertThat(warnings()).singleElement().asString().contains("'excludeMdc'", "no events will be sent");
    }

    @Test
    void aPluginThatAnAppenderCanUseIsLeftToLog4j2() {
        element("filters", plugin(CompositeFilter.class));
        element("StaticProperty", plugin(StaticProperty.class));
        assertThat(warnings()).isEmpty();
        assertThat(node.getChildren())
                .hasSize(2)
                .allSatisfy(child -> assertThat(child.<Object>getObject()).isNotNull());
    }

    @Test
    void aPluginThatNoAppenderCanUseIsAWarning() {
        element("KeyValuePair", plugin(KeyValuePair.class));
        element("Policies", plugin(CompositeTriggeringPolicy.class));
        assertThat(warnings())
                .containsExactly(
                        "Unknown option 'KeyValuePair'; it is ignored.", "Unknown option 'Policies'; it is ignored.");
        assertThat(node.getChildren()).isEmpty();
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
        element("includeMdc", plugin(OptionElement.class));
        assertThat(warnings()).singleElement().asString().contains("'includeMdc'", "no events will be sent");
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

    private static <T> PluginType<T> plugin(Class<T> type) {
        PluginEntry entry = new PluginEntry();
        return new PluginType<>(entry, type, type.getSimpleName());
    }

    /** What the core says about the options, of which only a key is set beside those of the element. */
    private List<String> warnings() {
        try (StatusRecorder statuses = StatusRecorder.at(Level.WARN)) {
            OptionValues options = visit(Map.of());
            options.set(Option.API_KEY, "key");
            List<String> warnings = new ArrayList<>();
            SettingsReader.read(options, new Environment(Map.of(), Map.of(), 1L << 30), warnings::add);
            assertThat(statuses.messages(Level.ERROR)).isEmpty();
            return warnings;
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
