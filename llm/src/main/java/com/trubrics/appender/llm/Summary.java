package com.trubrics.appender.llm;

import java.util.Map;

/** The message text of a line, as the console shows it. It contains neither the prompt, nor the answer, nor the user. */
final class Summary {

    private static final String[] DETAILS = {
        "llm_error", "assistant_id", "latency", "prompt_tokens", "completion_tokens", "tools"
    };

    private Summary() {}

    static String of(Map<String, Object> fields) {
        StringBuilder text = new StringBuilder("LLM exchange: ").append(fields.get("llm_outcome"));
        for (String name : DETAILS) {
            Object value = fields.get(name);
            if (value != null) {
                text.append(", ").append(name).append('=').append(value);
            }
        }
        return text.toString();
    }
}
