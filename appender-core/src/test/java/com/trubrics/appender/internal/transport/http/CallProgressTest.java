package com.trubrics.appender.internal.transport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Handshake;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallProgressTest {
    private static final OkHttpClient CLIENT = new OkHttpClient();
    private static final Request REQUEST =
            new Request.Builder().url("http://localhost/").build();
    private static final Call CALL = CLIENT.newCall(REQUEST);

    /** It may be given up in between, and its events must not pass for those that were accepted before. */
    @Test
    void aRequestThatIsNotSentYetHasNoStatusOnAKeptConnection() {
        KeptSocket socket = new KeptSocket();
        CallProgress attempt = new CallProgress(Duration.ofSeconds(1));
        attempt.connectionAcquired(CALL, new Kept(socket));

        assertThat(attempt.status()).isEqualTo(StatusWatch.NO_STATUS);
        attempt.requestHeadersStart(CALL);
        socket.answer();
        assertThat(attempt.status()).isEqualTo(200);
    }

    /** On which a request has been answered. */
    private static final class KeptSocket extends Socket implements WatchedSocket {
        private final StatusWatch watch = new StatusWatch();

        KeptSocket() {
            answer();
        }

        void answer() {
            byte[] line = "HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1);
            watch.see(line, 0, line.length);
        }

        @Override
        public StatusWatch watch() {
            return watch;
        }
    }

    private record Kept(Socket socket) implements Connection {
        @Override
        public Route route() {
            return new Route(
                    CLIENT.address(REQUEST.url()), Proxy.NO_PROXY, InetSocketAddress.createUnresolved("localhost", 80));
        }

        @Override
        public @Nullable Handshake handshake() {
            return null;
        }

        @Override
        public Protocol protocol() {
            return Protocol.HTTP_1_1;
        }
    }
}
