package com.example.club.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.portal.PortalApplication;
import com.trubrics.appender.testkit.BootApplication;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The user whom an identity provider has signed in, or in whose name a program brings a token. */
class SignInTest {

    @ParameterizedTest
    @CsvSource({
        "BOOT_3_LOGBACK, servlet, email",
        "BOOT_3_LOGBACK, reactive, sub",
        "BOOT_4_LOGBACK, servlet, sub",
        "BOOT_4_LOGBACK, reactive, email"
    })
    void theClaimThatTheApplicationChoseIsTheUserOfItsEvents(Platform platform, String web, String claim)
            throws Exception {
        UnaryOperator<String> user = claim.equals("email") ? IdentityProvider::email : IdentityProvider::subject;
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort());
                IdentityProvider provider = IdentityProvider.start()) {
            try (Portal portal = new Portal(platform, server, provider, web, claim)) {
                Browser ada = new Browser(provider, "ada");
                Browser lin = new Browser(provider, "lin");
                assertThat(ada.open(portal.request("/visit/a"))).isEqualTo("200 welcome");
                assertThat(lin.open(portal.request("/visit/b"))).isEqualTo("200 welcome");
                assertThat(ada.open(portal.request("/visit/c"))).isEqualTo("200 welcome");
                assertThat(portal.call("/visit/d", provider.accessToken("lin"))).isEqualTo(200);
                assertThat(portal.call("/visit/e", provider.forgedAccessToken("lin")))
                        .isEqualTo(401);
                assertThat(portal.call("/visit/f", provider.accessTokenWithoutEmail("eve")))
                        .isEqualTo(200);
                assertThat(portal.send(portal.request("/open/g")).statusCode()).isEqualTo(200);
                portal.terminate();
                var unused = portal.awaitExit();
            }
            List<String> expected = new ArrayList<>(
                    List.of("a " + user.apply("ada"), "b " + user.apply("lin"), "c " + user.apply("ada")));
            expected.add("d " + user.apply("lin"));
            if (claim.equals("sub")) {
                expected.add("f " + user.apply("eve"));
            }
            assertThat(server.good())
                    .extracting(event -> event.property("id") + " " + event.userId())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** The portal in a JVM of its own. */
    private static final class Portal extends BootApplication {
        Portal(Platform platform, SandboxServer server, IdentityProvider provider, String web, String claim) {
            super(
                    platform.classPath(),
                    PortalApplication.class,
                    List.of(),
                    List.of(
                            "--spring.main.web-application-type=" + web,
                            "--spring.reactor.context-propagation=auto",
                            "--spring.security.oauth2.client.registration.idp.client-id=" + IdentityProvider.CLIENT,
                            "--spring.security.oauth2.client.registration.idp.client-secret=" + IdentityProvider.SECRET,
                            "--spring.security.oauth2.client.registration.idp.scope=openid,profile,email",
                            "--spring.security.oauth2.client.provider.idp.issuer-uri=" + provider.issuer(),
                            "--spring.security.oauth2.client.provider.idp.user-name-attribute=preferred_username",
                            "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + provider.issuer(),
                            "--trubrics.user.claim=" + claim,
                            "--trubrics.api-key=key-of-the-portal",
                            "--trubrics.host=" + server.host(),
                            AMPLE_SHUTDOWN));
        }

        /** Returns the status of the answer to a program. */
        int call(String path, String token) throws Exception {
            return send(request(path).header("Authorization", "Bearer " + token))
                    .statusCode();
        }
    }

    /** Has a session at the provider, keeps cookies, and follows redirections. */
    private static final class Browser {
        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        Browser(IdentityProvider provider, String user) throws Exception {
            open(HttpRequest.newBuilder(URI.create(provider.issuer() + "/sign-in?user=" + user)));
        }

        /** Returns the status and the page in the end. */
        String open(HttpRequest.Builder page) throws Exception {
            HttpResponse<String> last =
                    client.send(page.header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofString());
            return last.statusCode() + " " + last.body();
        }
    }
}
