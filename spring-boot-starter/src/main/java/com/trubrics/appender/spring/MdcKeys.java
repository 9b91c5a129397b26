package com.trubrics.appender.spring;

import com.trubrics.appender.Option;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The MDC entries that apply to a whole request: the user, the conversation, and properties. They do not include the event
 * name, which would turn all lines on another thread into events.
 *
 * @param userIds the keys of the user; may be empty
 * @param prefix null if properties have none
 */
record MdcKeys(
        Set<String> names, List<String> userIds, @Nullable String prefix) {

    private static final List<Option> OF_A_REQUEST =
            List.of(Option.USER_ID_KEY, Option.THREAD_ID_KEY, Option.ASSISTANT_ID_KEY, Option.PROPERTIES_KEY);

    static MdcKeys of(BoundOptions options) {
        Set<String> names = new HashSet<>();
        for (Option option : OF_A_REQUEST) {
            names.addAll(names(options, option));
        }
        String prefix = options.texts().getOrDefault(Option.PROPERTY_PREFIX, Option.PROPERTY_PREFIX.defaultText());
        return new MdcKeys(
                names, names(options, Option.USER_ID_KEY), prefix.isBlank() || isNone(prefix) ? null : prefix.strip());
    }

    /** Returns the key under which the user is put into the MDC. */
    String userId() {
        return userIds.isEmpty() ? Option.USER_ID_KEY.defaultText() : userIds.get(0);
    }

    /** Returns whether the MDC of this thread names a user. */
    boolean nameUser() {
        return userIds.stream().map(MDC::get).anyMatch(user -> user != null && !user.isBlank());
    }

    private static List<String> names(BoundOptions options, Option option) {
        String text = options.texts().getOrDefault(option, option.defaultText());
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !isNone(name))
                .toList();
    }

    private static boolean isNone(String text) {
        return text.strip().equalsIgnoreCase("none");
    }

    private boolean contains(String key) {
        return names.contains(key) || (prefix != null && key.startsWith(prefix));
    }

    /** Returns these entries of the current thread, or null if it has none. */
    @Nullable
    Map<String, String> current() {
        Map<String, String> all = MDC.getCopyOfContextMap();
        if (all == null || all.isEmpty()) {
            return null;
        }
        Map<String, String> ours = new HashMap<>(all);
        ours.keySet().removeIf(key -> !contains(key));
        return ours.isEmpty() ? null : ours;
    }

    /** Replaces these entries of the current thread. Its other entries stay. */
    void replace(Map<String, String> entries) {
        Map<String, String> before = current();
        if (before != null) {
            before.keySet().stream().filter(key -> !entries.containsKey(key)).forEach(MDC::remove);
        }
        entries.forEach(MDC::put);
    }
}
