package com.trubrics.appender.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.springai.TrubricsObservationHandler;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** The user in WebFlux. {@code spring-boot-starter-tests} and {@code llm-tests} have real requests. */
class ReactiveUserTest {
    private final ReactiveWebApplicationContextRunner application = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TrubricsAutoConfiguration.class));

    @Test
    void theContextOfReactorAndTheObservationOfTheRequestNameTheUser() {
        MockServerWebExchange exchange =
                MockServerWebExchange.builder(MockServerHttpRequest.get("/")).build();
        ServerRequestObservationContext request = new ServerRequestObservationContext(
                exchange.getRequest(), exchange.getResponse(), exchange.getAttributes());
        exchange.getAttributes().put(ServerRequestObservationContext.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE, request);
        AtomicReference<String> inReactor = new AtomicReference<>();
        WebFilterChain chain = any -> Mono.deferContextual(context -> {
            inReactor.set(context.get(ReactiveUser.KEY));
            return Mono.empty();
        });

        new UserWebFilter(new SecurityUser(null))
                .filter(exchange, chain)
                .contextWrite(ReactiveSecurityContextHolder.withAuthentication(
                        new TestingAuthenticationToken("ada", "secret", "ROLE_USER")))
                .block();

        assertThat(inReactor).hasValue("ada");
        assertThat(request.<String>get(TrubricsObservationHandler.USER_KEY)).isEqualTo("ada");
    }

    @Test
    void anApplicationWhoseReactorPropagatesNothingIsToldWhatToDo() {
        assertThat(advice("trubrics.api-key", "k"))
                .contains("'spring.reactor.context-propagation'", "'auto'")
                .doesNotContain("io.micrometer");
        assertThat(advice("spring.reactor.context-propagation", "limited")).isNotNull();
        assertThat(ReactorPropagation.IMPOSSIBLE.advice(OptionsBinder.bind(Environments.of())))
                .contains("io.micrometer:context-propagation");
    }

    @Test
    void anApplicationThatKnowsItsUsersIsToldNothing() {
        assertThat(advice("spring.reactor.context-propagation", "AUTO")).isNull();
        assertThat(advice("trubrics.default-user-id", "all")).isNull();
        assertThat(advice("trubrics.user-source", "com.acme.Users.current()")).isNull();
    }

    private static @Nullable String advice(String... property) {
        ConfigurableEnvironment environment = Environments.of(property);
        return ReactorPropagation.of(environment).advice(OptionsBinder.bind(environment));
    }

    @Test
    void withoutContextPropagationOnlyTheThreadsDoNotKnowTheUser() {
        application
                .withClassLoader(new FilteredClassLoader("io.micrometer.context"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(UserWebFilter.class)
                        .doesNotHaveBean(TrubricsAutoConfiguration.UserOnThreadsOfReactor.class));
    }
}
