package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.Patience.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.testkit.FaultyServer.Client;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifeAccountTest {
    private static final String ID = Mark.unmarked(1);
    private static final String BODY = "[{\"user_id\":\"u\",\"event\":\"E\",\"properties\":{\"id\":\"" + ID + "\"}}]";

    private final FaultyServer server = FaultyServer.start(new Policy(Integer.MAX_VALUE, false));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRequestThatWasReadAfterTheOneThatReplacedItIsNoRepetition() throws IOException {
        server.setClient(Client.DISTURBED);
        try (Socket next = connect()) {
            try (Socket interrupted = connect()) { // which does not wait for its answer
                String request = request();
                write(interrupted, request.substring(0, request.length() - 1));
                write(next, request);
                awaitExchanges(1);
                write(interrupted, request.substring(request.length() - 1));
            }
            awaitExchanges(2);

            await().untilAsserted(this::check);
        }
    }

    @Test
    void aRequestThatIsMadeAgainThoughItsConnectionWentOnIsARepetition() throws IOException {
        server.setClient(Client.DISTURBED);
        try (Socket one = connect()) {
            write(one, request());
            awaitExchanges(1);
            assertThatCode(this::check).doesNotThrowAnyException();
            write(one, request());
            awaitExchanges(2);

            assertThatThrownBy(this::check).hasMessageContaining("though the answer arrived");
        }
    }

    @Test
    void anAnswerThatIsLostAfterOneThatArrivedBelongsToARepetition() throws IOException {
        try (Socket one = connect()) {
            write(one, request());
            awaitExchanges(1);
            write(one, request());
            awaitExchanges(2);
            server.exchanges().get(1).lose();

            assertThatThrownBy(this::check).hasMessageContaining("though the answer arrived");
        }
    }

    private void check() {
        LifeAccount.checkThatAtMostOneAnswerArrived(ID, server.exchanges());
    }

    private void awaitExchanges(int count) {
        await().untilAsserted(() -> assertThat(server.exchanges()).hasSize(count));
    }

    private Socket connect() throws IOException {
        URI host = URI.create(server.host("a"));
        return new Socket(host.getHost(), host.getPort());
    }

    private String request() {
        return "POST " + URI.create(server.host("a")).getPath()
                + "/publish_events HTTP/1.1\r\nx-api-key: key-of-a\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
                + BODY;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }
}
