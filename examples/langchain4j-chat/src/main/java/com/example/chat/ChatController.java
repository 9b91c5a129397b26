package com.example.chat;

import java.security.Principal;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Passes questions on to the assistant, which remembers the messages of each chat. */
@RestController
@RequestMapping("/chats/{chat}")
class ChatController {
    private final Assistant assistant;

    ChatController(Assistant assistant) {
        this.assistant = assistant;
    }

    @PostMapping
    String ask(@PathVariable String chat, @RequestParam String question, Principal user) {
        return assistant.answer(conversation(chat, user), question);
    }

    @PostMapping(path = "/stream", produces = MediaType.TEXT_PLAIN_VALUE)
    Flux<String> stream(@PathVariable String chat, @RequestParam String question, Principal user) {
        return Flux.create(answer -> assistant.stream(conversation(chat, user), question)
                .onPartialResponse(answer::next)
                .onCompleteResponse(response -> answer.complete())
                .onError(answer::error)
                .start());
    }

    /** Two users may give their chats the same name. */
    private static String conversation(String chat, Principal user) {
        return user.getName() + "/" + chat;
    }
}
