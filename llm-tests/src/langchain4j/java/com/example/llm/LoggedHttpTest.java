package com.example.llm;

import static com.example.llm.OpenAiStub.answerTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/**
 * LangChain4j logs requests and responses by itself, if it is asked to. Two rules of the configuration make LLM events of
 * these lines, without a listener or any other code for Trubrics.
 */
class LoggedHttpTest {

    @Test
    void whatLangChain4jLogsOfExchangesOfTwoUsersAreEvents() {
        Trubrics.begin();
        try (OpenAiStub openAi = OpenAiStub.start()) {
            ChatModel model = OpenAiChatModel.builder()
                    .baseUrl(openAi.url() + "/v1")
                    .apiKey("none")
                    .modelName("gpt-4o")
                    .logRequests(true)
                    .logResponses(true)
                    .build();
            ask(model, "ada", "What is slowly logged?");
            ask(model, "lin", "By whom,\nand \"how\" slowly?");
        }
        assertExchange("ada", "What is slowly logged?");
        assertExchange("lin", "By whom,\nand \"how\" slowly?");
    }

    private static void ask(ChatModel model, String user, String question) {
        MDC.put("user_id", user);
        try {
            assertThat(model.chat(question)).isEqualTo(answerTo(question));
        } finally {
            MDC.clear();
        }
    }

    private static void assertExchange(String user, String question) {
        assertThat(Trubrics.event(question))
                .returns(user, event -> event.field("user_id"))
                .returns(answerTo(question), event -> event.field("generation"))
                .returns("gpt-4o", event -> event.field("assistant_id"))
                .satisfies(event -> assertThat(Double.parseDouble(String.valueOf(event.field("latency"))))
                        .isPositive());
        assertThat(Trubrics.withPrompt(question)).hasSize(1);
    }
}
