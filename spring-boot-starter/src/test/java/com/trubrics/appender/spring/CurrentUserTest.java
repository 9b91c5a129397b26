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
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class CurrentUserTest {
    private static final Jwt JWT = Jwt.withTokenValue("t")
            .header("alg", "none")
            .subject("123")
            .claim("email", "ada@example.com")
            .build();

    private static final OidcIdToken ID_TOKEN = OidcIdToken.withTokenValue("t")
            .subject("123")
            .claim("email", "ada@example.com")
            .claim("preferred_username", "ada")
            .build();

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

    /** Which identifier a principal has for its name is up to its configuration. */
    @Test
    void withoutAClaimTheNameOfATokenOrOfAUserOfAnIdentityProviderCounts() {
        authenticate(new JwtAuthenticationToken(JWT, List.of(), "name"));
        assertThat(CurrentUser.id()).isEqualTo("name");
        authenticate(signedIn(new DefaultOidcUser(List.of(), ID_TOKEN, "preferred_username")));
        assertThat(CurrentUser.id()).isEqualTo("ada");
    }

    @Test
    void aClaimOfATokenIdentifiesTheUser() {
        CurrentUser.configure(new UserSettings("email", false));
        authenticate(new JwtAuthenticationToken(JWT, List.of()));
        assertThat(CurrentUser.id()).isEqualTo("ada@example.com");
    }

    @Test
    void aClaimOfAUserOfAnIdentityProviderIdentifiesTheUser() {
        CurrentUser.configure(new UserSettings("email", false));
        authenticate(signedIn(new DefaultOidcUser(List.of(), ID_TOKEN, "preferred_username")));
        assertThat(CurrentUser.id()).isEqualTo("ada@example.com");
    }

    /** What the provider says when it is asked for the user adds to what its token says. */
    @Test
    void aClaimMayComeFromTheUserInfoOfTheIdentityProvider() {
        CurrentUser.configure(new UserSettings("employee", false));
        OidcUserInfo info =
                OidcUserInfo.builder().subject("123").claim("employee", 7).build();
        authenticate(signedIn(new DefaultOidcUser(List.of(), ID_TOKEN, info)));
        assertThat(CurrentUser.id()).isEqualTo("7");
    }

    @Test
    void aTokenThatHasNotBeenVerifiedIsNone() {
        CurrentUser.configure(new UserSettings("sub", false));
        authenticate(new BearerTokenAuthenticationToken("forged"));
        assertThat(CurrentUser.id()).isNull();
    }

    @Test
    void anAttributeOfAnotherOAuth2PrincipalDoesToo() {
        CurrentUser.configure(new UserSettings("login", false));
        authenticate(user(new DefaultOAuth2AuthenticatedPrincipal("name", Map.of("login", 42), List.of())));
        assertThat(CurrentUser.id()).isEqualTo("42");
    }

    /** Neither where Spring Security keeps it, nor in the servlet request, whose principal it is as well. */
    @Test
    void aTokenWithoutTheClaimIsNotIdentifiedByItsName() {
        CurrentUser.configure(new UserSettings("email", false));
        Authentication token = new JwtAuthenticationToken(
                Jwt.withTokenValue("t").header("alg", "none").subject("123").build(),
                AuthorityUtils.createAuthorityList("ROLE_USER"));
        authenticate(token);
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setUserPrincipal(token);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        assertThat(CurrentUser.id()).isNull();
    }

    @Test
    void theClaimIdentifiesTheUserOfTheServletRequestToo() {
        CurrentUser.configure(new UserSettings("email", false));
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setUserPrincipal(new JwtAuthenticationToken(JWT, List.of()));
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        assertThat(CurrentUser.id()).isEqualTo("ada@example.com");
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

    private static Authentication signedIn(OidcUser user) {
        return new OAuth2AuthenticationToken(user, user.getAuthorities(), "provider");
    }
}
