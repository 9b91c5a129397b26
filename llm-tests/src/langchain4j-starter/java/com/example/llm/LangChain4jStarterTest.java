package com.example.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.langchain4j.TrubricsChatModelListener;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.memory.chat.ChatMemoryProvider;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.spring.AiService;
import dev.langchain4j.service.spring.AiServiceWiringMode;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/** A Spring Boot application whose models and AI services LangChain4j's own starter makes: what arrives at Trubrics. */
class LangChain4jStarterTest extends ExchangeContract {

    private static ConfigurableApplicationContext application;

    @SpringBootApplication
    static class Application {
        @Bean
        ChatMemoryProvider memories() {
            return id -> MessageWindowChatMemory.withMaxMessages(10);
        }
    }

    /** A tool that the model may call. */
    @Component
    static class Tools {
        @Tool("The weather of today")
        String weather() {
            return "sunny";
        }
    }

    /** An AI service that the starter finds. */
    @AiService(
            wiringMode = AiServiceWiringMode.EXPLICIT,
            chatModel = "openAiChatModel",
            streamingChatModel = "openAiStreamingChatModel",
            chatMemoryProvider = "memories",
            tools = "langChain4jStarterTest.Tools")
    interface Assistant {
        String chat(@MemoryId String conversation, @UserMessage String question);

        TokenStream stream(@MemoryId String conversation, @UserMessage String question);
    }

    @BeforeAll
    static void start() {
        application = startApplication();
    }

    private static ConfigurableApplicationContext startApplication(String... more) {
        SpringApplication spring = new SpringApplication(Application.class);
        spring.setWebApplicationType(WebApplicationType.NONE);
        Stream<String> arguments = Stream.of("chat-model", "streaming-chat-model")
                .map(model -> "--langchain4j.open-ai." + model)
                .flatMap(model -> Stream.of(
                        model + ".base-url=" + openAiUrl(), model + ".api-key=none", model + ".model-name=gpt-4o"));
        return spring.run(Stream.concat(
                        Stream.of("--spring.main.banner-mode=off", "--logging.level.root=WARN"),
                        Stream.concat(arguments, Arrays.stream(more)))
                .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Override
    protected String framework() {
        return "langchain4j";
    }

    @Override
    protected String ask(String question) {
        return application.getBean(ChatModel.class).chat(question);
    }

    @Override
    protected void stream(String question) {
        CompletableFuture<ChatResponse> done = new CompletableFuture<>();
        application.getBean(Assistant.class).stream(question, question)
                .onPartialResponse(part -> {})
                .onCompleteResponse(done::complete)
                .onError(done::completeExceptionally)
                .start();
        done.join();
    }

    @Override
    protected void askInConversation(String id, String question) {
        application.getBean(Assistant.class).chat(id, question);
    }

    @Override
    protected void askWithTool(String question) {
        askInConversation("tool", question);
    }

    @Override
    protected void streamWithTool(String question) {
        stream(question);
    }

    @Override
    protected void askDiscreetly(String question) {
        try (ConfigurableApplicationContext discreet =
                startApplication("--trubrics.llm.include-prompt=false", "--trubrics.llm.max-text-length=4")) {
            discreet.getBean(ChatModel.class).chat(question);
        }
    }

    @Test
    void eachModelHasTheListenerOnce() {
        assertThat(application.getBean(ChatModel.class).listeners())
                .singleElement()
                .isInstanceOf(TrubricsChatModelListener.class);
        assertThat(application.getBean(StreamingChatModel.class).listeners())
                .singleElement()
                .isInstanceOf(TrubricsChatModelListener.class);
    }
}
