package com.trubrics.appender.internal.discover;

import com.trubrics.appender.Option;
import com.trubrics.appender.internal.rule.RuleOption;
import com.trubrics.appender.spi.EventRuleTexts;
import com.trubrics.appender.spi.OptionValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The beginning of every report: the application, and the options of its appender, so that rules can be tried with them. */
final class ReportHead {

    /** The options that decide what an event looks like. None of them is a secret, and none names a class. */
    private static final List<Option> TOLD = List.of(
            Option.USER_ID_KEY,
            Option.EVENT_KEY,
            Option.PROPERTIES_KEY,
            Option.TIMESTAMP_KEY,
            Option.TEXT_KEY,
            Option.PROMPT_KEY,
            Option.GENERATION_KEY,
            Option.ASSISTANT_ID_KEY,
            Option.LATENCY_KEY,
            Option.THREAD_ID_KEY,
            Option.PROPERTY_PREFIX,
            Option.INCLUDE_MDC,
            Option.EXCLUDE_MDC,
            Option.LOGGERS,
            Option.INCLUDE_LOG_CONTEXT,
            Option.INCLUDE_EXCEPTION,
            Option.USER_SOURCE,
            Option.DEFAULT_USER_ID,
            Option.EVENT_FROM_MESSAGE,
            Option.TIMESTAMP_UNIT,
            Option.EXCLUDE_PROPERTIES,
            Option.MAX_TEXT_LENGTH);

    private ReportHead() {}

    static Map<String, Object> of(String appender, OptionValues values) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("instance", UUID.randomUUID().toString());
        head.put("process", process());
        head.put("application", application());
        head.put("appender", appender);
        Map<String, Object> options = new LinkedHashMap<>();
        for (Option option : TOLD) {
            putIfPresent(options, option.key(), values.get(option));
        }
        head.put("options", options);
        Map<String, Object> properties = new LinkedHashMap<>();
        values.staticProperties().forEach(property -> {
            if (property.name() != null && property.value() != null) {
                properties.put(property.name(), property.value());
            }
        });
        head.put("staticProperties", properties);
        List<Object> rules = new ArrayList<>();
        values.rules().forEach(rule -> rules.add(texts(rule)));
        head.put("rules", rules);
        return head;
    }

    private static Map<String, Object> texts(EventRuleTexts rule) {
        Map<String, Object> texts = new LinkedHashMap<>();
        for (RuleOption option : RuleOption.values()) {
            putIfPresent(texts, option.key(), rule.get(option.key()));
        }
        return texts;
    }

    private static void putIfPresent(Map<String, Object> texts, String key, @Nullable String text) {
        if (text != null) {
            texts.put(key, text);
        }
    }

    /** Returns the ID of this process; 0 if a security manager denies it. */
    private static long process() {
        try {
            return ProcessHandle.current().pid();
        } catch (SecurityException denied) {
            return 0;
        }
    }

    /** Returns the main class or the jar, without its folders and arguments. */
    private static String application() {
        String command;
        try {
            command = System.getProperty("sun.java.command", "");
        } catch (SecurityException denied) {
            command = "";
        }
        String program = command.split(" ", 2)[0];
        return program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
    }
}
