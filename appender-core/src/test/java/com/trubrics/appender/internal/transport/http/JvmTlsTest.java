package com.trubrics.appender.internal.transport.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.trubrics.appender.internal.transport.http.Samples.batch;
import static com.trubrics.appender.internal.transport.http.Samples.event;
import static com.trubrics.appender.internal.transport.http.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.transport.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** TLS is that of the JVM, with all that the application has set. */
@Isolated
@Timeout(60)
class JvmTlsTest {

    private static final String PASSWORD = "password";

    @TempDir
    private static @Nullable Path directory;

    private static @Nullable SSLContext before;
    private @Nullable WireMockServer server;

    /** Two parties, and a certificate that says that the one is {@code localhost}. */
    @BeforeAll
    static void makeKeys() throws Exception {
        before = SSLContext.getDefault();
        makeKey("server");
        makeKey("client");
    }

    private static void makeKey(String name) throws Exception {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file(name).toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(file(name)).exists();
    }

    @AfterEach
    void restore() {
        SSLContext.setDefault(java.util.Objects.requireNonNull(before));
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void theDefaultContextOfTheApplicationIsUsedHoweverLateItIsSet() throws Exception {
        WireMockServer started = start(wireMockConfig());
        try (OkHttpTransport transport = open(started)) {
            assertThat(send(transport).detail())
                    .startsWith("TLS failure with localhost:")
                    .contains("unable to find valid certification path");

            SSLContext.setDefault(context(null, trusting("server")));

            assertThat(send(transport)).isEqualTo(Outcome.accepted());
        }
    }

    @Test
    void aServerThatAsksForACertificateGetsIt() throws Exception {
        WireMockServer started = start(wireMockConfig()
                .needClientAuth(true)
                .trustStorePath(file("client").toString())
                .trustStorePassword(PASSWORD)
                .trustStoreType("PKCS12"));
        try (OkHttpTransport transport = open(started)) {
            SSLContext.setDefault(context(null, trusting("server")));
            assertThat(send(transport)).matches(answer -> answer.kind() == RequestOutcome.UNREACHABLE);

            SSLContext.setDefault(context(keysOf("client"), trusting("server")));
            assertThat(send(transport)).isEqualTo(Outcome.accepted());
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        WireMockServer started = start(wireMockConfig());
        SSLContext.setDefault(context(null, trusting("server")));
        try (OkHttpTransport transport =
                Samples.open(Samples.destination("https://127.0.0.1:" + started.httpsPort()))) {
            assertThat(send(transport).detail())
                    .startsWith("TLS failure with 127.0.0.1:")
                    .contains("not verified");
        }
    }

    private WireMockServer start(WireMockConfiguration configuration) {
        WireMockServer started = new WireMockServer(configuration
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(file("server").toString())
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD)
                .keystoreType("PKCS12"));
        server = started;
        started.start();
        started.stubFor(any(anyUrl()).willReturn(aResponse()));
        return started;
    }

    private static OkHttpTransport open(WireMockServer server) {
        return Samples.open(Samples.destination("https://localhost:" + server.httpsPort()));
    }

    private static Outcome send(OkHttpTransport transport) {
        return Samples.send(transport, EventKind.USER, batch(event("ana")), settings());
    }

    private static SSLContext context(KeyManager @Nullable [] keys, TrustManagerFactory trust)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyManager[] keysOf(String name) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(name), PASSWORD.toCharArray());
        return keys.getKeyManagers();
    }

    private static TrustManagerFactory trusting(String name) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(name, load(name).getCertificate(name));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust;
    }

    private static KeyStore load(String name) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file(name))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static Path file(String name) {
        return java.util.Objects.requireNonNull(directory).resolve(name + ".p12");
    }
}
