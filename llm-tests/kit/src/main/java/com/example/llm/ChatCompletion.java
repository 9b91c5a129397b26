package com.example.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Writes what OpenAI's chat API answers, as JSON. */
final class ChatCompletion {

    private static final String USAGE = "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5,\"total_tokens\":8}";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ChatCompletion() {}

    /** Returns a whole answer with this text. */
    static String of(String text) throws JsonProcessingException {
        return whole(message(text), "stop");
    }

    /** Returns a whole answer that calls the tool. */
    static String ofToolCall(String text) throws JsonProcessingException {
        return whole(toolCall(text), "tool_calls");
    }

    /** Returns a message that calls the tool {@code weather}, and says this, or nothing if it is null. All have the same ID. */
    static String toolCall(String text) throws JsonProcessingException {
        return "{\"role\":\"assistant\",\"content\":" + JSON.writeValueAsString(text)
                + ",\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\","
                + "\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}]}";
    }

    /** Returns one part of a streamed answer. All parts but the last have no reason to finish, which is null. */
    static String part(String delta, String finish) throws JsonProcessingException {
        return chunk(
                "[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + JSON.writeValueAsString(finish) + "}]");
    }

    /** Returns the part of a streamed answer that has no text, but the tokens used. */
    static String usage() {
        return chunk("[]").replaceFirst("}$", "," + USAGE + "}");
    }

    /** Returns a message, or the part of one, with this text. */
    static String message(String text) throws JsonProcessingException {
        return "{\"role\":\"assistant\",\"content\":" + JSON.writeValueAsString(text) + "}";
    }

    static String error(String message) {
        return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\"}}";
    }

    private static String chunk(String choices) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"" + OpenAiStub.MODEL
                + "\",\"choices\":" + choices + "}";
    }

    private static String whole(String message, String finish) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"" + OpenAiStub.MODEL
                + "\",\"choices\":[{\"index\":0,\"message\":" + message + ",\"finish_reason\":\"" + finish + "\"}],"
                + USAGE + "}";
    }
}
