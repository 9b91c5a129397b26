package com.example.club.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A provider of OpenID Connect on a loopback port, with the code flow: discovery, authorization, tokens that it signs, its
 * public key, and what it knows of a user. It asks nobody for a password: whoever has called {@code /sign-in} has a session.
 */
final class IdentityProvider implements AutoCloseable {
    static final String CLIENT = "portal";
    static final String SECRET = "secret-of-the-portal";

    private static final String SESSION = "provider-session";
    private static final long LIFETIME_SECONDS = 3_600;

    private final TokenSigner signer = new TokenSigner();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(IdentityProvider::daemon);
    private final HttpServer server;

    /** What a code stands for. */
    private record Grant(String user, String redirect, String nonce, String challenge) {}

    private IdentityProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/.well-known/openid-configuration", http -> answer(http, 200, discovery()));
        server.createContext("/keys", http -> answer(http, 200, signer.publicKey()));
        server.createContext("/sign-in", this::signIn);
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.createContext("/userinfo", this::userInfo);
        server.start();
    }

    static IdentityProvider start() {
        try {
            return new IdentityProvider();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "identity-provider");
        thread.setDaemon(true);
        return thread;
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    static String subject(String user) {
        return "subject-" + user;
    }

    static String email(String user) {
        return user + "@example.com";
    }

    /** What a program that acts for the user brings to the portal. */
    String accessToken(String user) {
        return signer.sign(claims(user) + ",\"email\":\"" + email(user) + "\"");
    }

    /** The same, without the claim {@code email}. */
    String accessTokenWithoutEmail(String user) {
        return signer.sign(claims(user));
    }

    /** The same, signed by somebody else. */
    String forgedAccessToken(String user) {
        return new TokenSigner().sign(claims(user) + ",\"email\":\"" + email(user) + "\"");
    }

    private String discovery() {
        String issuer = issuer();
        return """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",\
                "userinfo_endpoint":"%1$s/userinfo","jwks_uri":"%1$s/keys","response_types_supported":["code"],\
                "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"],\
                "token_endpoint_auth_methods_supported":["client_secret_basic"]}""".formatted(issuer);
    }

    private void signIn(HttpExchange http) throws IOException {
        String user = parameters(http.getRequestURI().getRawQuery()).get("user");
        http.getResponseHeaders().set("Set-Cookie", SESSION + "=" + user + "; Path=/; HttpOnly");
        answer(http, 200, "{}");
    }

    private void authorize(HttpExchange http) throws IOException {
        Map<String, String> asked = parameters(http.getRequestURI().getRawQuery());
        String user = session(http);
        if (user == null || !CLIENT.equals(asked.get("client_id")) || !"code".equals(asked.get("response_type"))) {
            answer(http, 401, "{}");
            return;
        }
        String code = UUID.randomUUID().toString();
        String redirect = asked.get("redirect_uri");
        grants.put(code, new Grant(user, redirect, asked.get("nonce"), asked.get("code_challenge")));
        http.getResponseHeaders()
                .set("Location", redirect + "?code=" + code + "&state=" + encode(asked.getOrDefault("state", "")));
        answer(http, 302, "{}");
    }

    private static String session(HttpExchange http) {
        return http.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
                .flatMap(header -> Arrays.stream(header.split(";\\s*", -1)))
                .filter(cookie -> cookie.startsWith(SESSION + "="))
                .map(cookie -> cookie.substring(SESSION.length() + 1).replace("\"", ""))
                .findFirst()
                .orElse(null);
    }

    /** A code is good for one time. */
    private void token(HttpExchange http) throws IOException {
        Map<String, String> sent = parameters(new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Grant grant = grants.remove(sent.getOrDefault("code", ""));
        String client =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (grant == null
                || !client.equals(http.getRequestHeaders().getFirst("Authorization"))
                || !grant.redirect().equals(sent.get("redirect_uri"))
                || !isVerified(grant, sent.get("code_verifier"))) {
            answer(http, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        String nonce = grant.nonce() == null ? "" : ",\"nonce\":\"" + grant.nonce() + "\"";
        String idToken = signer.sign(claims(grant.user()) + ",\"aud\":\"" + CLIENT + "\"" + nonce);
        answer(http, 200, """
                {"access_token":"%s","token_type":"Bearer","expires_in":%d,"scope":"openid profile email",\
                "id_token":"%s"}""".formatted(accessToken(grant.user()), LIFETIME_SECONDS, idToken));
    }

    private static boolean isVerified(Grant grant, String verifier) {
        return grant.challenge() == null
                || (verifier != null && grant.challenge().equals(TokenSigner.base64(sha256(verifier))));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The email is known here only, and not in the ID token. */
    private void userInfo(HttpExchange http) throws IOException {
        String token = String.valueOf(http.getRequestHeaders().getFirst("Authorization"))
                .replace("Bearer ", "");
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        String user = claims.replaceFirst(".*\"preferred_username\":\"(\\w+)\".*", "$1");
        answer(http, 200, """
                {"sub":"%s","preferred_username":"%s","email":"%s"}""".formatted(subject(user), user, email(user)));
    }

    /** Without the braces. */
    private String claims(String user) {
        long now = Instant.now().getEpochSecond();
        return """
                "iss":"%s","sub":"%s","preferred_username":"%s","iat":%d,"exp":%d""".formatted(issuer(), subject(user), user, now, now + LIFETIME_SECONDS);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : (query == null ? "" : query).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange http, int status, String json) throws IOException {
        try (http) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            http.getResponseHeaders().set("Content-Type", "application/json");
            http.sendResponseHeaders(status, body.length);
            http.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
