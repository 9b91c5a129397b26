package com.example.chat;

import java.security.Principal;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Passes questions on to the model, which remembers what has been said in the same chat. */
@RestController
@RequestMapping("/chats/{chat}")
class ChatController {
    private final ChatClient assistant;

    ChatController(ChatClient.Builder assistant, ChatMemory memory) {
        this.assistant = assistant
                .defaultSystem("You are a helpful assistant.")
                .defaultAdvisors(MessageChatMemoryAdvisor.builder(memory).build())
                .build();
    }

    @PostMapping
    String ask(@PathVariable String chat, @RequestParam String question, Principal user) {
        return prompt(chat, question, user).call().content();
    }

    @PostMapping(path = "/stream", produces = MediaType.TEXT_PLAIN_VALUE)
    Flux<String> stream(@PathVariable String chat, @RequestParam String question, Principal user) {
        return prompt(chat, question, user).stream().content();
    }

    /** Two users may give their chats the same name. */
    private ChatClient.ChatClientRequestSpec prompt(String chat, String question, Principal user) {
        String conversation = user.getName() + "/" + chat;
        return assistant
                .prompt()
                .user(question)
                .advisors(memory -> memory.param(ChatMemory.CONVERSATION_ID, conversation));
    }
}
