package com.example.llm;

import static org.springframework.security.config.Customizer.withDefaults;

import java.security.Principal;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** A chat on WebFlux, which knows nothing of Trubrics: it passes on the parts of an answer as they come. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ReactiveChat {

    @Bean
    SecurityWebFilterChain requests(ServerHttpSecurity http) {
        return http.authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
                .httpBasic(withDefaults())
                .build();
    }

    @Bean
    MapReactiveUserDetailsService users() {
        return new MapReactiveUserDetailsService(
                User.withUsername("ada").password("{noop}ada").build(),
                User.withUsername("lin").password("{noop}lin").build());
    }

    @RestController
    static class Controller {
        private final ChatClient assistant;

        Controller(ChatClient.Builder assistant) {
            this.assistant = assistant.build();
        }

        @GetMapping(path = "/chats/{chat}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<String> ask(@PathVariable("chat") String chat, @RequestParam("question") String question, Principal user) {
            String conversation = user.getName() + "/" + chat;
            return assistant
                    .prompt()
                    .user(question)
                    .advisors(memory -> memory.param("chat_memory_conversation_id", conversation))
                    .stream()
                    .content();
        }
    }
}
