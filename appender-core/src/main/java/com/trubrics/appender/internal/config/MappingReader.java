package com.trubrics.appender.internal.config;

import com.trubrics.appender.Option;
import com.trubrics.appender.internal.config.MappingSettings.Keys;
import com.trubrics.appender.internal.config.MappingSettings.LogDetails;
import com.trubrics.appender.internal.config.MappingSettings.Properties;
import com.trubrics.appender.internal.report.SafeText;
import com.trubrics.appender.spi.OptionValues;
import com.trubrics.appender.spi.OptionValues.StaticProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the options that say how log calls become events. */
final class MappingReader {
    private final OptionReader options;
    private final OptionValues values;
    private final ConfigWarnings mistakes;
    private final Map<String, List<Option>> readersByName = new LinkedHashMap<>();

    MappingReader(OptionReader options, OptionValues values, ConfigWarnings mistakes) {
        this.options = options;
        this.values = values;
        this.mistakes = mistakes;
    }

    MappingSettings read() {
        List<String> loggers = options.list(Option.LOGGERS, NameLists::loggers);
        return new MappingSettings(
                keys(),
                properties(),
                loggers,
                options.readOrNull(Option.USER_SOURCE, Users::source),
                options.text(Option.DEFAULT_USER_ID),
                options.flag(Option.EVENT_FROM_MESSAGE),
                options.choice(Option.TIMESTAMP_UNIT, MappingSettings.TimestampUnit.class),
                new EventRuleReader(values.rules(), mistakes).read(loggers));
    }

    private Keys keys() {
        Keys keys = new Keys(
                names(Option.USER_ID_KEY),
                names(Option.EVENT_KEY),
                names(Option.PROPERTIES_KEY),
                names(Option.TIMESTAMP_KEY),
                names(Option.TEXT_KEY),
                names(Option.PROMPT_KEY),
                names(Option.GENERATION_KEY),
                names(Option.ASSISTANT_ID_KEY),
                names(Option.LATENCY_KEY),
                names(Option.THREAD_ID_KEY));
        readersByName.forEach(this::warnIfShared);
        return keys;
    }

    private List<String> names(Option option) {
        List<String> names = options.isOff(option) ? List.of() : options.read(option, NameLists::fields);
        names.forEach(name ->
                readersByName.computeIfAbsent(name, any -> new ArrayList<>()).add(option));
        return names;
    }

    private void warnIfShared(String name, List<Option> readers) {
        if (readers.size() > 1) {
            String keys =
                    readers.stream().map(option -> "'" + option.key() + "'").collect(Collectors.joining(", "));
            mistakes.say(
                    "The field '" + name + "' is named by more than one option (" + keys + ")", "all of them read it");
        }
    }

    private Properties properties() {
        return new Properties(
                options.isOff(Option.PROPERTY_PREFIX) ? "" : options.read(Option.PROPERTY_PREFIX, NameLists::prefix),
                options.list(Option.INCLUDE_MDC, NameLists::globs),
                options.list(Option.EXCLUDE_MDC, NameLists::globs),
                fixed(),
                new LogDetails(options.flag(Option.INCLUDE_LOG_CONTEXT), options.flag(Option.INCLUDE_EXCEPTION)));
    }

    private Map<String, String> fixed() {
        Map<String, String> fixed = new LinkedHashMap<>();
        for (StaticProperty property : values.staticProperties()) {
            String name = complete(property.name());
            String value = complete(property.value());
            if (name != null && value != null) {
                fixed.put(name, value);
            } else {
                String which = name == null ? "without a name" : "named '" + SafeText.quoted(name) + "'";
                mistakes.say(
                        "The 'staticProperty' " + which
                                + " needs a name and a value, both without unresolved placeholders",
                        "it is left out");
            }
        }
        return fixed;
    }

    private static @Nullable String complete(@Nullable String text) {
        String present = OptionText.present(text);
        return present == null || OptionText.isUnresolved(present) ? null : present;
    }
}
