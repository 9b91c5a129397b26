package com.example.chat;

import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The models with the application's listeners, and the assistant that uses them. */
@Configuration(proxyBeanMethods = false)
class AssistantConfiguration {
    private static final int REMEMBERED_MESSAGES = 20;

    private final String baseUrl;
    private final String apiKey;
    private final String model;
    private final List<ChatModelListener> listeners;

    AssistantConfiguration(
            @Value("${openai.base-url:https://api.openai.com/v1}") String baseUrl,
            @Value("${openai.api-key}") String apiKey,
            @Value("${openai.model}") String model,
            ObjectProvider<ChatModelListener> listeners) {
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
        this.model = model;
        this.listeners = listeners.orderedStream().toList();
    }

    @Bean
    ChatModel chatModel() {
        return OpenAiChatModel.builder()
                .baseUrl(baseUrl)
                .apiKey(apiKey)
                .modelName(model)
                .listeners(listeners)
                .build();
    }

    @Bean
    StreamingChatModel streamingChatModel() {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(baseUrl)
                .apiKey(apiKey)
                .modelName(model)
                .listeners(listeners)
                .build();
    }

    @Bean
    Assistant assistant(ChatModel chatModel, StreamingChatModel streamingChatModel) {
        return AiServices.builder(Assistant.class)
                .chatModel(chatModel)
                .streamingChatModel(streamingChatModel)
                .chatMemoryProvider(conversation -> MessageWindowChatMemory.withMaxMessages(REMEMBERED_MESSAGES))
                .build();
    }
}
