package com.example.chat;

import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;

/** The questions that the model can be asked. */
@SystemMessage("You are a helpful assistant.")
interface Assistant {
    String answer(@MemoryId String conversation, @UserMessage String question);

    TokenStream stream(@MemoryId String conversation, @UserMessage String question);
}
