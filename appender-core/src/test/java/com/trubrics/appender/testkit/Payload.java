package com.trubrics.appender.testkit;

import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.event.EventSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a {@link MemoryProgram} logs. All its values are made anew for each call, so that no two events share one. */
enum Payload {
    /** Three short properties: what most events are. */
    SMALL {
        @Override
        Map<String, Object> properties() {
            return new TreeMap<>(Map.of("plan", text('p', 8), "country", text('c', 8), "seats", number()));
        }
    },
    /** A map of a hundred numbers under short names. */
    MANY_VALUES {
        @Override
        Map<String, Object> properties() {
            Map<String, Object> numbers = new TreeMap<>();
            for (int n = 0; n < 100; n++) {
                numbers.put("k" + n, number());
            }
            return new TreeMap<>(Map.of("numbers", numbers));
        }
    },
    /** A list of a hundred maps of one value each. */
    NESTED {
        @Override
        Map<String, Object> properties() {
            List<Object> maps = new ArrayList<>();
            for (int n = 0; n < 100; n++) {
                maps.add(Map.of("k", number()));
            }
            return new TreeMap<>(Map.of("maps", maps));
        }
    },
    /** Prompt and generation of 50,000 characters each, one byte a character in the heap. */
    LLM_LATIN {
        @Override
        Map<String, Object> fields(String id) {
            return llm(id, 'é');
        }
    },
    /** Prompt and generation of 50,000 Chinese characters each, two bytes a character in the heap. */
    LLM_CJK {
        @Override
        Map<String, Object> fields(String id) {
            return llm(id, '漢');
        }

        @Override
        double heapPerEstimated() {
            return 2;
        }
    };

    private static final int LLM_TEXT = 50_000;

    /** The properties of a user event. */
    Map<String, Object> properties() {
        return new TreeMap<>();
    }

    /** How much more the heap may hold than the library estimates. */
    double heapPerEstimated() {
        return 1.25;
    }

    /** A log call's fields, by name in alphabetical order. */
    Map<String, Object> fields(String id) {
        Map<String, Object> fields = properties();
        fields.put("event", "Tick");
        fields.put("id", id);
        fields.put("user_id", "user " + id);
        return fields;
    }

    /** What the library estimates for one event as JSON, in bytes. */
    int estimatedBytes() {
        return EventSize.asJson(event());
    }

    /** What the library estimates for one event in the heap, in bytes. */
    int heapBytes() {
        return EventSize.inHeap(event());
    }

    private Event event() {
        Map<String, Object> fields = fields("1000000");
        String user = String.valueOf(fields.remove("user_id"));
        if (fields.remove("prompt") instanceof String prompt) {
            String generation = String.valueOf(fields.remove("generation"));
            return LlmEvent.builder(user, prompt, generation).properties(fields).build();
        }
        String event = String.valueOf(fields.remove("event"));
        return UserEvent.builder(user, event).properties(fields).build();
    }

    private static Map<String, Object> llm(String id, char letter) {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("generation", text(letter, LLM_TEXT));
        fields.put("id", id);
        fields.put("prompt", text(letter, LLM_TEXT));
        fields.put("user_id", "user " + id);
        return fields;
    }

    private static String text(char letter, int length) {
        return String.valueOf(letter).repeat(length);
    }

    /** Beyond the numbers of which the JDK keeps one copy for all. */
    private static Object number() {
        return System.nanoTime();
    }
}
