package com.example.chat;

import com.example.localmodel.LocalModel;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A chat with a language model, for users who have signed in. */
@SpringBootApplication
public class ChatApplication {
    public static void main(String... arguments) {
        SpringApplication application = new SpringApplication(ChatApplication.class);
        // Without this line, OpenAI answers.
        application.setDefaultProperties(Map.of("openai.base-url", LocalModel.start()));
        application.run(arguments);
    }
}
