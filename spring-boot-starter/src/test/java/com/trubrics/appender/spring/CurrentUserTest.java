package com.trubrics.appender.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.spring.BoundOptions.UserSettings;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class CurrentUserTest {

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
        RequestContextHolder.resetRequestAttributes();
        CurrentUser.PROPAGATED.remove();
        CurrentUser.configure(UserSettings.DEFAULT);
    }

    @Test
    void withoutAnybodyThereIsNoUser() {
        assertThat(CurrentUser.id()).isNull();
    }

    @Test
    void theAuthenticatedPrincipalIsTheUser() {
        authenticate(user("ada"));
        assertThat(CurrentUser.id()).isEqualTo("ada");
    }

    @Test
    void anAnonymousUserIsNone() {
        authenticate(new AnonymousAuthenticationToken(
                "key", "anonymousUser", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")));
        assertThat(CurrentUser.id()).isNull();
    }

    @Test
    void oneWhoIsNotAuthenticatedIsNone() {
        authenticate(new TestingAuthenticationToken("mallory", "guess"));
        assertThat(CurrentUser.id()).isNull();
    }

    @Test
    void aClaimOfATokenIdentifiesTheUser() {
        CurrentUser.configure(new UserSettings("email", false));
        authenticate(user(new Token(Map.of("sub", "123", "email", "ada@example.com"))));
        assertThat(CurrentUser.id()).isEqualTo("ada@example.com");
    }

    @Test
    void anAttributeOfAnotherOAuth2PrincipalDoesToo() {
        CurrentUser.configure(new UserSettings("login", false));
        authenticate(user(new DefaultOAuth2AuthenticatedPrincipal("name", Map.of("login", 42), List.of())));
        assertThat(CurrentUser.id()).isEqualTo("42");
    }

    @Test
    void aTokenWithoutTheClaimIsNotIdentifiedByItsName() {
        CurrentUser.configure(new UserSettings("email", false));
        authenticate(user(new Token(Map.of("sub", "123"))));
        assertThat(CurrentUser.id()).isNull();
    }

    @Test
    void aPrincipalWithoutClaimsIsIdentifiedByItsName() {
        CurrentUser.configure(new UserSettings("email", false));
        authenticate(user("ada"));
        assertThat(CurrentUser.id()).isEqualTo("ada");
    }

    @Test
    void otherwiseTheServletRequestKnowsTheUser() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        assertThat(CurrentUser.id()).isNull();
        request.setUserPrincipal(() -> "grace");
        assertThat(CurrentUser.id()).isEqualTo("grace");
    }

    @Test
    void aPrincipalThatThrowsCostsOnlyTheUser() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        Principal broken = () -> {
            throw new IllegalStateException("closed");
        };
        request.setUserPrincipal(broken);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        assertThat(CurrentUser.id()).isNull();
    }

    @Test
    void aUserWhomReactorHandedOnIsTheUser() {
        ReactiveUser accessor = new ReactiveUser(null);
        accessor.setValue("lin");
        assertThat(CurrentUser.id()).isEqualTo("lin");
        accessor.setValue();
        assertThat(CurrentUser.id()).isNull();
    }

    @Test
    void aBeanIsAskedFirst() {
        authenticate(user("ada"));
        CurrentUser.use("A", List.of(() -> null, () -> " ", () -> "bean"));
        assertThat(CurrentUser.id()).isEqualTo("bean");
        CurrentUser.letGo("A");
        assertThat(CurrentUser.id()).isEqualTo("ada");
    }

    @Test
    void itsPathIsAStaticMethodWithoutArguments() throws Exception {
        String path = CurrentUser.PATH;
        Class<?> type = Class.forName(path.substring(0, path.lastIndexOf('.')));
        String method = path.substring(path.lastIndexOf('.') + 1).replace("()", "");
        authenticate(user("ada"));
        assertThat(type.getMethod(method).invoke(null)).isEqualTo("ada");
    }

    private static void authenticate(@Nullable Authentication authentication) {
        SecurityContextHolder.getContext().setAuthentication(authentication);
    }

    private static Authentication user(Object principal) {
        return new TestingAuthenticationToken(principal, "secret", "ROLE_USER");
    }

    private record Token(Map<String, Object> claims) implements ClaimAccessor {
        @Override
        public Map<String, Object> getClaims() {
            return claims;
        }
    }
}
