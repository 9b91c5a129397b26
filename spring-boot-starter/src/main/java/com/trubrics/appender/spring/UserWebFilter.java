package com.trubrics.appender.spring;

import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Puts the user whom Spring Security knows into Reactor's context, from where {@link ReactiveUser} gets it. */
final class UserWebFilter implements WebFilter, Ordered {
    private final SecurityUser users;

    UserWebFilter(SecurityUser users) {
        this.users = users;
    }

    /** After Spring Security's own. */
    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return ReactiveSecurityContextHolder.getContext()
                .map(security -> Optional.ofNullable(users.idOf(security.getAuthentication())))
                .defaultIfEmpty(Optional.empty())
                .flatMap(user -> user.isEmpty()
                        ? chain.filter(exchange)
                        : chain.filter(exchange).contextWrite(context -> context.put(ReactiveUser.KEY, user.get())));
    }
}
