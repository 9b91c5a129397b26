package com.trubrics.appender.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.Snippets.Snippet;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The recipes of {@code docs/adoption.md}: each log call, under the options shown below it, becomes the event shown below
 * these. The documentation has one form for both frameworks; a face runs it on its own.
 */
public abstract class RecipeContract extends AppenderContract {

    private static final String PAGE = "docs/adoption.md";
    private static final String LOGGER = "com.acme.shop";

    @TempDir
    private Path directory;

    /**
     * One recipe.
     *
     * @param calls the log call, once for each framework where that matters
     * @param options what is written inside the appender
     * @param event the JSON, without its timestamp
     */
    public record Recipe(List<Snippet> calls, Snippet options, Snippet event) {
        @Override
        public String toString() {
            return calls.get(0).toString();
        }
    }

    /** The recipes of the page, in order. */
    public static Stream<Recipe> recipes() {
        List<Recipe> recipes = new ArrayList<>();
        List<Snippet> calls = new ArrayList<>();
        @Nullable Snippet options = null;
        for (Snippet snippet : Snippets.in(Path.of(PAGE))) {
            if (snippet.info().startsWith("java recipe")) {
                calls.add(snippet);
            } else if (snippet.info().equals("xml recipe")) {
                options = snippet;
            } else if (snippet.info().equals("json recipe")) {
                recipes.add(new Recipe(List.copyOf(calls), requireNonNull(options), snippet));
                calls.clear();
            }
        }
        return recipes.stream();
    }

    /** The word by which the page marks what is for one framework only. */
    protected abstract String framework();

    /** Runs statements that call the variable {@code log} or {@code logger}, which is the framework's logger of that name. */
    protected abstract void call(LoggingSystem system, Snippet statements, String logger, Path directory);

    @ParameterizedTest
    @MethodSource("recipes")
    public void everyRecipeGivesItsEvent(Recipe recipe) throws Exception {
        Snippet call = recipe.calls().stream()
                .filter(isFor(framework()))
                .findFirst()
                .orElse(recipe.calls().get(0));
        String logger = call.info().contains(".") ? call.info().substring("java recipe ".length()) : LOGGER;

        Report report = run(config(recipe.options()), system -> call(system, call, logger, directory));

        assertThat(Stream.concat(report.userEvents().stream(), report.llmEvents().stream()))
                .singleElement()
                .extracting(golden -> golden.replace(",\"timestamp\":\"NOW\"", ""))
                .isEqualTo(compact(recipe.event().text()));
        assertThat(report.warnings()).isEmpty();
    }

    private static Predicate<Snippet> isFor(String framework) {
        return call -> call.info().equals("java recipe " + framework);
    }

    private AppenderConfig config(Snippet options) throws Exception {
        AppenderConfig config = config();
        byte[] xml = ("<appender>" + options.text() + "</appender>").getBytes(StandardCharsets.UTF_8);
        NodeList children = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml))
                .getDocumentElement()
                .getChildNodes();
        for (Element element : elements(children)) {
            config = element.getTagName().equals("eventRule")
                    ? config.rule(elements(element.getChildNodes()).stream()
                            .flatMap(option -> Stream.of(option.getTagName(), option.getTextContent()))
                            .toArray(String[]::new))
                    : config.option(element.getTagName(), element.getTextContent());
        }
        return config;
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** The page has blanks behind colons and commas; no text in it has any. */
    private static String compact(String json) {
        return json.strip().replace("\": ", "\":").replace(", \"", ",\"");
    }
}
