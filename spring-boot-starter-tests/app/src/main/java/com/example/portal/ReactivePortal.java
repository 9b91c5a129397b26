package com.example.portal;

import static org.springframework.security.config.Customizer.withDefaults;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** The portal on WebFlux. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
class ReactivePortal {

    @Bean
    SecurityWebFilterChain doors(ServerHttpSecurity http) {
        return http.authorizeExchange(exchanges -> exchanges
                        .pathMatchers("/open/**")
                        .permitAll()
                        .anyExchange()
                        .authenticated())
                .oauth2Login(withDefaults())
                .oauth2ResourceServer(tokens -> tokens.jwt(withDefaults()))
                .build();
    }
}
