package com.example.chat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small chat product over HTTP, on a free port of the loopback interface, until it receives a POST to {@code /shutdown}.
 * It logs through SLF4J, independently of where its lines go.
 */
public final class ChatApp {
    private static final Logger log = LoggerFactory.getLogger(ChatApp.class);
    private static final int WORKERS = 8;

    private final CountDownLatch closing = new CountDownLatch(1);

    private ChatApp() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        new ChatApp().serve();
    }

    /** Returns after the request to shut down. Stops no logger, because the logging framework takes care of logged events. */
    private void serve() throws IOException, InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        addRoutes(server);
        server.start();
        int port = server.getAddress().getPort();
        log.info("Started with {} workers on port {}", WORKERS, port);
        System.out.println("chat listens on port " + port);

        closing.await();
        server.stop(0);
        workers.shutdown();
        log.info("Stopped");
    }

    private void addRoutes(HttpServer server) {
        UserAccounts accounts = new UserAccounts();
        Conversations conversations = new Conversations(new Assistant());
        add(server, "/pages/", new Route("GET", new Pages()::show));
        add(server, "/sign-up", new Route("POST", accounts::signUp));
        add(server, "/upgrade", new Route("POST", accounts::upgrade));
        add(server, "/chats/", new Route("POST", conversations::converse));
        add(server, "/health", new Route("GET", request -> new Reply(200, "up")));
        add(server, "/shutdown", this::shutDown);
        add(server, "/", new Route("GET", request -> new Reply(404, "nothing here")));
    }

    private static void add(HttpServer server, String path, HttpHandler handler) {
        server.createContext(path, handler).getFilters().add(new RequestContext());
    }

    private void shutDown(HttpExchange exchange) throws IOException {
        // The answer is sent before the latch opens, because main would close this connection.
        new Route("POST", request -> new Reply(202, "bye")).handle(exchange);
        if (exchange.getRequestMethod().equals("POST")) {
            closing.countDown();
        }
    }
}
