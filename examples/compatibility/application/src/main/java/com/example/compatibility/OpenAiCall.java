package com.example.compatibility;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;

final class OpenAiCall {
    private OpenAiCall() {}

    static void make(LocalServer server) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(server.url("/v1"))
                .apiKey("key")
                .build();
        ChatCompletion chat = client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model("test")
                        .addUserMessage("What is Trubrics?")
                        .build());
        Library.check(
                LocalServer.COMPLETION,
                chat.choices().get(0).message().content().orElse("nothing"));
        client.close();
    }
}
