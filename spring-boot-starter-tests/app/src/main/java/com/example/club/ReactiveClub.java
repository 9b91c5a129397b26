package com.example.club;

import static org.springframework.security.config.Customizer.withDefaults;

import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The club on WebFlux. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
class ReactiveClub {

    @Bean
    SecurityWebFilterChain doors(ServerHttpSecurity http) {
        return http.authorizeExchange(exchanges -> exchanges
                        .pathMatchers("/open/**")
                        .permitAll()
                        .anyExchange()
                        .authenticated())
                .httpBasic(withDefaults())
                .build();
    }

    @Bean
    MapReactiveUserDetailsService members() {
        return new MapReactiveUserDetailsService(
                User.withUsername("ada").password("{noop}ada").build(),
                User.withUsername("lin").password("{noop}lin").build());
    }

    @RestController
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class Doors {
        private final Visits visits;

        Doors(Visits visits) {
            this.visits = visits;
        }

        /** On a thread of Reactor's. */
        @GetMapping({"/visit/{id}", "/open/{id}", "/cellar/{id}"})
        Mono<String> visit(@PathVariable("id") String id) {
            return Mono.delay(Duration.ofMillis(1))
                    .doOnNext(tick -> visits.visit(id))
                    .thenReturn("welcome");
        }
    }
}
