package com.trubrics.appender.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Option;
import com.trubrics.appender.llm.LlmOptions;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What IDEs complete and explain in {@code application.yaml}. The file is written from core's options; with
 * {@code -Dtrubrics.writeMetadata=true} this test writes it.
 */
class MetadataTest {
    /** Not read from the class path: every part of Spring Boot has a file of this name. */
    private static final Path FILE = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

    @Test
    void theMetadataForIdesHasEveryProperty() throws Exception {
        String expected = json(properties());
        if (Boolean.getBoolean("trubrics.writeMetadata")) {
            Files.writeString(FILE, expected);
        }
        assertThat(FILE)
                .as("options have changed: run this test with -Dtrubrics.writeMetadata=true")
                .content()
                .isEqualTo(expected);
    }

    private record Property(String name, String type, String description) {}

    private static List<Property> properties() {
        List<Property> properties = new ArrayList<>();
        for (Option option : Option.values()) {
            properties.add(new Property(
                    PropertyNames.of(option),
                    type(option),
                    sentence(option.meaning()) + " Default: " + option.defaultText() + "."));
        }
        properties.add(new Property(
                PropertyNames.STATIC_PROPERTIES,
                "java.util.Map<java.lang.String,java.lang.String>",
                "Properties on every event."));
        properties.add(new Property(
                PropertyNames.USER_CLAIM,
                "java.lang.String",
                "The claim of an OIDC or JWT principal that identifies the user, such as sub or email. Default: the name"
                        + " of the principal."));
        properties.add(new Property(
                PropertyNames.USER_MDC,
                "java.lang.Boolean",
                "Whether the user is put into the MDC of each request as well. Default: false."));
        properties.add(new Property(
                PropertyNames.TEST,
                "java.lang.Boolean",
                "Whether tests that start the application by @SpringBootTest send events. Default: false, unless the test"
                        + " itself sets trubrics.api-key, trubrics.enabled or trubrics.dry-run."));
        properties.add(new Property(
                PropertyNames.HEALTH_FAIL,
                "java.lang.Boolean",
                "Whether the application is DOWN, instead of UNKNOWN, while events wait because their server does not"
                        + " take them. Default: false."));
        properties.addAll(ofLlmEvents());
        return properties;
    }

    /** Read by the jars for Spring AI and LangChain4j. */
    private static List<Property> ofLlmEvents() {
        String prefix = PropertyNames.PREFIX + "llm.";
        return List.of(
                new Property(
                        prefix + "enabled",
                        "java.lang.Boolean",
                        "Whether exchanges of Spring AI and LangChain4j become LLM events. Default: true."),
                new Property(
                        prefix + "include-prompt",
                        "java.lang.Boolean",
                        "Whether LLM events contain what the user asked. Default: true."),
                new Property(
                        prefix + "include-generation",
                        "java.lang.Boolean",
                        "Whether LLM events contain what the model answered. Default: true."),
                new Property(
                        prefix + "max-text-length",
                        "java.lang.Integer",
                        ("The greatest length of each of the two texts, in characters. Default: %d, or a tenth of"
                                        + " trubrics.max-event-bytes if that is less.")
                                .formatted(LlmOptions.DEFAULT.maxTextLength())));
    }

    private static String type(Option option) {
        if (option.isList()) {
            return "java.util.List<java.lang.String>";
        }
        return Set.of("true", "false").contains(option.defaultText()) ? "java.lang.Boolean" : "java.lang.String";
    }

    private static String sentence(String text) {
        String first = text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return first.endsWith(".") ? first : first + ".";
    }

    private static String json(List<Property> properties) {
        StringWriter json = new StringWriter();
        json.write(
                "{\n  \"groups\": [\n    {\"name\": \"trubrics\"},\n    {\"name\": \"trubrics.user\"},\n    {\"name\": \"trubrics.health\"},\n    {\"name\": \"trubrics.llm\"}\n  ],\n");
        json.write("  \"properties\": [\n");
        for (int i = 0; i < properties.size(); i++) {
            Property property = properties.get(i);
            json.write("    {\n      \"name\": \"" + property.name() + "\",\n      \"type\": \"" + property.type()
                    + "\",\n      \"description\": \"" + property.description().replace("\"", "\\\"") + "\"\n    }"
                    + (i < properties.size() - 1 ? ",\n" : "\n"));
        }
        json.write("  ]\n}\n");
        return json.toString();
    }
}
