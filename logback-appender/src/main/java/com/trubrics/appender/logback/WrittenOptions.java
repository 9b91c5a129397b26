package com.trubrics.appender.logback;

import ch.qos.logback.core.model.AppenderModel;
import ch.qos.logback.core.model.Model;
import ch.qos.logback.core.model.PropertyModel;
import ch.qos.logback.core.model.SiftModel;
import com.trubrics.appender.Option;
import com.trubrics.appender.spi.EventRuleTexts;
import com.trubrics.appender.spi.OptionValues;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the options of an appender that are in the model of a configuration file, but that Joran does not pass on: elements
 * without text of their own, and options inside another element, such as {@code <if>}, in a variable or in the text of
 * the appender.
 */
final class WrittenOptions {
    private static final String RULE = "eventRule";

    /** Spring Boot warns about one inside an appender, but passes on what it contains if the profile is active. */
    private static final String SPRING_PROFILE = "springProfile";

    /** Elements that contain other things than options. */
    private static final Set<String> COMPONENTS = Set.of("filter", "staticProperty", "eventRules", "staticProperties");

    private final String appender;
    private final OptionValues read;
    private final Set<String> deciding = new LinkedHashSet<>();
    private final Set<String> others = new LinkedHashSet<>();
    private final Set<String> shortened = new LinkedHashSet<>();

    private WrittenOptions(String appender, OptionValues read) {
        this.appender = appender;
        this.read = read;
    }

    /**
     * Searches the model of a file.
     *
     * @param read the options of the appender that Joran has passed on
     */
    static WrittenOptions in(Model file, String appender, OptionValues read) {
        WrittenOptions written = new WrittenOptions(appender, read);
        written.search(file);
        return written;
    }

    /** Returns the options that were not passed on although they decide what leaves the process. */
    Set<String> deciding() {
        return deciding;
    }

    /** Returns the other options that were not passed on. */
    Set<String> others() {
        return others;
    }

    /** Returns the options that decide what leaves the process and whose text Logback cuts off. */
    Set<String> shortened() {
        return shortened;
    }

    private void search(Model model) {
        if (model.isSkipped() && !(model instanceof SiftModel)) {
            return; // in a branch whose condition is false; a sifting appender is read later
        }
        boolean ours = model instanceof AppenderModel element && isOurs(element);
        if (ours) {
            String text = model.getBodyText();
            OptionValues.assignedIn(text == null ? "" : text).forEach(this::addUnlessRead);
        }
        for (Model nested : model.getSubModels()) {
            if (!ours) {
                search(nested);
            } else if (!isVariableUsedIn(model, nested)) {
                addFrom(nested);
            }
        }
    }

    /** If the name in the file contains placeholders, the class decides. */
    private boolean isOurs(AppenderModel element) {
        String name = String.valueOf(element.getName());
        String type = String.valueOf(element.getClassName());
        return type.endsWith(TrubricsAppender.class.getSimpleName()) && (name.equals(appender) || name.contains("${"));
    }

    /** A variable may have the name of an option, and serve another purpose. */
    private static boolean isVariableUsedIn(Model model, Model element) {
        return element instanceof PropertyModel variable
                && variable.getName() != null
                && mentions(model, "${" + variable.getName());
    }

    private static boolean mentions(Model model, String text) {
        String body = model.getBodyText();
        return (body != null && body.contains(text))
                || model.getSubModels().stream().anyMatch(nested -> mentions(nested, text));
    }

    private void addFrom(Model element) {
        Option option = Option.named(element.getTag());
        if (RULE.equalsIgnoreCase(element.getTag())) {
            addFromRule(element);
        } else if (SPRING_PROFILE.equals(element.getTag())) {
            if (!element.isSkipped()) {
                element.getSubModels().forEach(this::addFrom);
            }
        } else if (option != null) {
            if (hasNoTextOfItsOwn(element)) {
                add(option);
            } else if (decides(option) && isShortened(element)) {
                shortened.add(option.key());
            }
        } else if (element instanceof PropertyModel variable) {
            addUnlessRead(Option.named(String.valueOf(variable.getName())));
        } else if (!COMPONENTS.contains(element.getTag())) {
            addNested(element);
        }
    }

    private void addFromRule(Model rule) {
        for (Model nested : rule.getSubModels()) {
            if (!nested.isSkipped() && EventRuleTexts.hasOption(nested.getTag())) {
                // restricts the lines that it matches, or what it sends
                String key = RULE + "/" + nested.getTag();
                if (hasNoTextOfItsOwn(nested)) {
                    deciding.add(key);
                } else if (isShortened(nested)) {
                    shortened.add(key);
                }
            }
        }
    }

    private void addNested(Model element) {
        for (Model nested : element.getSubModels()) {
            Option option = Option.named(nested.getTag());
            if (option != null) {
                add(option);
            }
            addNested(nested);
        }
    }

    private void addUnlessRead(@Nullable Option option) {
        if (option != null && read.get(option) == null) {
            add(option);
        }
    }

    private void add(Option option) {
        (decides(option) ? deciding : others).add(option.key());
    }

    /** Returns whether a key names an option of an event rule. */
    static boolean isOfRule(String key) {
        return key.startsWith(RULE + "/");
    }

    private static boolean decides(Option option) {
        return option.failsClosed() && option != Option.API_KEY;
    }

    private static boolean isShortened(Model element) {
        String text = element.getBodyText();
        return text != null && ShortenedText.isShortened(text);
    }

    private static boolean hasNoTextOfItsOwn(Model element) {
        String text = element.getBodyText();
        return text == null || text.isBlank() || !element.getSubModels().isEmpty();
    }
}
