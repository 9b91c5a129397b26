package com.trubrics.appender.spring;

import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Puts the user whom Spring Security knows into Reactor's context, from where {@link ReactiveUser} gets it, and onto the
 * observation of the request, from where the observations of Spring AI get it even if nothing propagates that context.
 */
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
                .flatMap(user -> user.isEmpty() ? chain.filter(exchange) : filterFor(user.get(), exchange, chain));
    }

    private static Mono<Void> filterFor(String user, ServerWebExchange exchange, WebFilterChain chain) {
        ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .ifPresent(request -> request.put(ReactiveUser.KEY, user));
        return chain.filter(exchange).contextWrite(context -> context.put(ReactiveUser.KEY, user));
    }
}
