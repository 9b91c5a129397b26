package com.example.club;

import static org.springframework.security.config.Customizer.withDefaults;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The club on Spring MVC. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class ServletClub {

    @Bean
    SecurityFilterChain doors(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/open/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .httpBasic(withDefaults())
                .build();
    }

    @Bean
    UserDetailsService members() {
        return new InMemoryUserDetailsManager(
                User.withUsername("ada").password("{noop}ada").build(),
                User.withUsername("lin").password("{noop}lin").build());
    }

    @Bean
    ThreadPoolTaskExecutor cellar() {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setTaskDecorator(new ContextPropagatingTaskDecorator());
        return executor;
    }

    @RestController
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Doors {
        private final Visits visits;
        private final Executor cellar;

        Doors(Visits visits, Executor cellar) {
            this.visits = visits;
            this.cellar = cellar;
        }

        @GetMapping({"/visit/{id}", "/open/{id}"})
        String visit(@PathVariable("id") String id) {
            visits.visit(id);
            return "welcome";
        }

        /** On a thread of the cellar. */
        @GetMapping("/cellar/{id}")
        CompletableFuture<String> cellar(@PathVariable("id") String id) {
            return CompletableFuture.supplyAsync(() -> visit(id), cellar);
        }
    }
}
