package com.example.applications;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.testkit.RecordedEvent;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.server.RemotingService;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.junit.jupiter.api.Test;

/**
 * Apache Artemis, embedded as its manual says, with its audit logging on: loggers at INFO, whose lines are finished texts
 * that name the user, with roles and address. The rules in {@code log4j2.xml} make events of them.
 */
class ArtemisTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void signInsAndMessagesOfTwoUsersAreEvents() throws Exception {
        Instant begin = Instant.now().minusSeconds(1);
        try (SandboxServer trubrics = SandboxServer.start(SandboxOptions.onFreePort())) {
            System.setProperty("trubrics.host", trubrics.host().toString());
            System.setProperty("trubrics.apiKey", "key");
            EmbeddedActiveMQ broker = broker();
            broker.start();
            try {
                String url = url(broker);
                send(url, "alice", "orders", "two apples");
                read(url, "bob", "orders");
            } finally {
                broker.stop();
            }
            assertThat(TrubricsClient.flushAll(PATIENCE)).isTrue();
            assertThat(trubrics.good().stream()
                            .map(event -> RecordedEvent.user(event.json()).golden(begin, Instant.now())))
                    .containsExactlyInAnyOrder("""
                            {"user_id":"alice","event":"Sign In","timestamp":"NOW"}""", """
                            {"user_id":"alice","event":"Message Sent","properties":{"address":"orders","priority":4},"timestamp":"NOW"}""", """
                            {"user_id":"bob","event":"Sign In","timestamp":"NOW"}""", """
                            {"user_id":"bob","event":"Message Read","properties":{"queue":"orders"},"timestamp":"NOW"}""");
        }
    }

    private static String url(EmbeddedActiveMQ broker) {
        RemotingService remoting = broker.getActiveMQServer().getRemotingService();
        return "tcp://127.0.0.1:" + ((NettyAcceptor) remoting.getAcceptor("tcp")).getActualPort();
    }

    private static EmbeddedActiveMQ broker() throws Exception {
        SecurityConfiguration users = new SecurityConfiguration();
        for (String name : new String[] {"alice", "bob"}) {
            users.addUser(name, "secret of " + name);
            users.addRole(name, "shop");
        }
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(true)
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:0")
                .putSecurityRoles(
                        "#",
                        Set.of(new Role(
                                "shop", true, true, true, true, true, true, true, true, true, true, false, false)));
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration);
        broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        return broker;
    }

    private static ClientSession session(ClientSessionFactory factory, String user) throws Exception {
        return factory.createSession(user, "secret of " + user, false, true, true, false, 1);
    }

    private static void send(String url, String user, String queue, String text) throws Exception {
        try (ServerLocator locator = ActiveMQClient.createServerLocator(url);
                ClientSessionFactory factory = locator.createSessionFactory();
                ClientSession session = session(factory, user)) {
            session.createQueue(QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST));
            ClientMessage message = session.createMessage(true);
            message.getBodyBuffer().writeString(text);
            session.createProducer(queue).send(message);
        }
    }

    private static void read(String url, String user, String queue) throws Exception {
        try (ServerLocator locator = ActiveMQClient.createServerLocator(url);
                ClientSessionFactory factory = locator.createSessionFactory();
                ClientSession session = session(factory, user)) {
            session.start();
            ClientMessage message = session.createConsumer(queue).receive(PATIENCE.toMillis());
            assertThat(message.getBodyBuffer().readString()).isEqualTo("two apples");
            message.acknowledge();
        }
    }
}
