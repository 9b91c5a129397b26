package com.example.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.langchain4j.TrubricsChatModelListener;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.memory.chat.ChatMemoryProvider;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.openai.spring.AutoConfig;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.spring.AiService;
import dev.langchain4j.service.spring.AiServiceWiringMode;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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

    /** Started by the tests that need them. */
    private static final Map<String, ConfigurableApplicationContext> OTHERS = new ConcurrentHashMap<>();

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

    private static ConfigurableApplicationContext other(String argument) {
        return OTHERS.computeIfAbsent(argument, LangChain4jStarterTest::startApplication);
    }

    @AfterAll
    static void stop() {
        application.close();
        OTHERS.values().forEach(ConfigurableApplicationContext::close);
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
    protected void streamIntoSmallEvent(String question, Consumer<String> parts) {
        stream(other("--trubrics.max-event-bytes=" + EVENT_BYTES), question, parts);
    }

    @Override
    protected void streamUnwatched(String question, Consumer<String> parts) {
        stream(other("--trubrics.llm.enabled=false"), question, parts);
    }

    @Override
    protected String testedWith() {
        return "LangChain4j " + version(ChatModel.class)
                + "; its starters for Spring Boot 3.5 (`langchain4j-spring-boot-starter` " + version(AiService.class)
                + ", `langchain4j-open-ai-spring-boot-starter` " + version(AutoConfig.class) + ")";
    }

    /** With the model itself: an AI service remembers the answers. */
    private static void stream(ConfigurableApplicationContext of, String question, Consumer<String> parts) {
        CompletableFuture<ChatResponse> done = new CompletableFuture<>();
        of.getBean(StreamingChatModel.class).chat(question, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String part) {
                parts.accept(part);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                done.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                done.completeExceptionally(error);
            }
        });
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
