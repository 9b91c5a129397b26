package com.trubrics.sandbox;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** The program: starts a sandbox, prints its address, and runs until it is interrupted. */
public final class Sandbox {
    private static final String USAGE = """
            A local stand-in for the Trubrics API, with a page that shows what arrives.

            Options:
              --port NUMBER        the port to listen on (8899); 0 chooses a free one
              --bind ADDRESS       the address to listen on (loopback, which only this machine can reach)
              --max-events NUMBER  how many events to keep (10000); the oldest are removed
              --api-key KEY        the only key to accept (any)
              --help               prints this
            """;

    private Sandbox() {}

    /** Starts with the options that {@code --help} lists. Exits with code 2 if an option is wrong or the port is in use. */
    public static void main(String[] args) throws InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        try {
            SandboxOptions options = CommandLine.parse(List.of(args));
            SandboxServer server = SandboxServer.start(options);
            greeting(server, options).forEach(System.out::println);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.err.println("--help lists the options.");
            System.exit(2);
        }
        // The server's threads are daemons.
        new CountDownLatch(1).await();
    }

    static List<String> greeting(SandboxServer server, SandboxOptions options) {
        return List.of(
                "",
                "The Trubrics sandbox is running. Its page: " + server.host(),
                "",
                "Put this into the configuration of an appender, or set TRUBRICS_HOST and TRUBRICS_API_KEY:",
                "  host=" + server.host(),
                "  apiKey=" + (options.apiKey() == null ? "anything" : "the key that was given with --api-key"),
                "",
                String.format(
                        Locale.ENGLISH,
                        "It keeps the newest %,d events, up to %d MB, in memory. Ctrl-C stops it.",
                        options.maxEvents(),
                        EventStore.MAX_BYTES / (1024 * 1024)),
                options.bind().isLoopbackAddress()
                        ? "Only this machine can reach it."
                        : "WARNING: every machine that can reach "
                                + options.bind().getHostAddress()
                                + " can read the events and change the answers.");
    }
}
