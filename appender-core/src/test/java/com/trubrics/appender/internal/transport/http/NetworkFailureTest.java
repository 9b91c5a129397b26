package com.trubrics.appender.internal.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.KeyStoreException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkFailureTest {

    @ParameterizedTest
    @MethodSource
    void eachFailureIsSaidInPlainWords(Exception failure, String said) {
        NetworkFailure words = new NetworkFailure("example.com:443", new Secrets());
        assertThat(words.inWords(failure, new CallProgress(Duration.ZERO))).isEqualTo(said);
    }

    static List<Arguments> eachFailureIsSaidInPlainWords() {
        return List.of(
                Arguments.of(new UnknownHostException("example.com"), "unknown host: example.com"),
                Arguments.of(
                        new NameService.NoAnswerException("example.com"),
                        "no answer from the name service for example.com in time"),
                Arguments.of(
                        new SocketTimeoutException("Connect timed out"), "no connection to example.com:443 in time"),
                Arguments.of(new InterruptedIOException("timeout"), "no connection to example.com:443 in time"),
                Arguments.of(
                        new ConnectException("Failed to connect to /1.2.3.4")
                                .initCause(new ConnectException("Connection refused")),
                        "cannot connect to example.com:443: Connection refused"),
                Arguments.of(
                        new NoRouteToHostException("No route to host"),
                        "cannot connect to example.com:443: No route to host"),
                Arguments.of(
                        new SocketException("Connection reset"), "cannot connect to example.com:443: Connection reset"),
                Arguments.of(new SSLHandshakeException("no\n  way"), "TLS failure with example.com:443: no way"),
                Arguments.of(
                        new KeyStoreException("no trust store"), "TLS failure with example.com:443: no trust store"),
                Arguments.of(
                        new IOException("unexpected end of stream", new EOFException()),
                        "example.com:443 closed the connection before it had answered"),
                Arguments.of(
                        new ProtocolException("Unexpected status line: secret"),
                        "the answer from example.com:443 was cut short or is not valid HTTP"),
                Arguments.of(new IOException(), "request to example.com:443 failed: IOException"),
                Arguments.of(
                        new IllegalArgumentException("secret"),
                        "the request could not be made: IllegalArgumentException"));
    }
}
