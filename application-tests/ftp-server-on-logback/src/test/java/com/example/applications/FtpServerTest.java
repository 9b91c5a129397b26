package com.example.applications;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.testkit.RecordedEvent;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Apache FtpServer, embedded as its manual says. It logs sign-ins and transfers at INFO: some lines name the user, in an
 * argument or in a finished text, and for the others the user is in the MDC. The rules in {@code logback.xml} make events
 * of them.
 */
class FtpServerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path home;

    @Test
    void signInsAndTransfersOfTwoUsersAreEvents() throws Exception {
        Instant begin = Instant.now().minusSeconds(1);
        try (SandboxServer trubrics = SandboxServer.start(SandboxOptions.onFreePort())) {
            System.setProperty("trubrics.host", trubrics.host().toString());
            System.setProperty("trubrics.apiKey", "key");
            Listener listener = listener();
            FtpServer server = server(listener);
            server.start();
            try {
                try (FtpClient alice = FtpClient.connect(listener.getPort())) {
                    alice.signIn("alice", "secret of alice");
                    alice.send("MKD reports", 257);
                    alice.upload("reports/may.txt", "42");
                }
                try (FtpClient bob = FtpClient.connect(listener.getPort())) {
                    bob.send("USER bob", 331);
                    bob.send("PASS a wrong one", 530);
                    bob.signIn("bob", "secret of bob");
                    assertThat(bob.download("reports/may.txt")).isEqualTo("42");
                }
            } finally {
                server.stop();
            }
            assertThat(TrubricsClient.flushAll(PATIENCE)).isTrue();
            assertThat(trubrics.good().stream()
                            .map(event -> RecordedEvent.user(event.json()).golden(begin, Instant.now())))
                    .containsExactlyInAnyOrder("""
                            {"user_id":"alice","event":"Sign In","timestamp":"NOW"}""", """
                            {"user_id":"alice","event":"Folder Created","properties":{"folder":"/reports"},"timestamp":"NOW"}""", """
                            {"user_id":"alice","event":"File Uploaded","properties":{"file":"/reports/may.txt"},"timestamp":"NOW"}""", """
                            {"user_id":"bob","event":"Sign In","timestamp":"NOW"}""", """
                            {"user_id":"bob","event":"File Downloaded","properties":{"file":"/reports/may.txt"},"timestamp":"NOW"}""");
        }
    }

    private static Listener listener() {
        ListenerFactory factory = new ListenerFactory();
        factory.setServerAddress("127.0.0.1");
        factory.setPort(0);
        return factory.createListener();
    }

    private FtpServer server(Listener listener) throws Exception {
        FtpServerFactory factory = new FtpServerFactory();
        factory.addListener("default", listener);
        add(factory.getUserManager(), "alice");
        add(factory.getUserManager(), "bob");
        return factory.createServer();
    }

    private void add(UserManager users, String name) throws FtpException {
        BaseUser user = new BaseUser();
        user.setName(name);
        user.setPassword("secret of " + name);
        user.setHomeDirectory(home.toString());
        user.setAuthorities(List.of(new WritePermission()));
        users.save(user);
    }
}
