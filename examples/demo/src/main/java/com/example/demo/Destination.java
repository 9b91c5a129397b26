package com.example.demo;

import java.net.URI;
import java.util.Map;

/** Where the application's events go: what its JVM is told, and nothing that its code knows. */
sealed interface Destination {

    /** Set on the child's command line. */
    Map<String, String> systemProperties();

    /** Changes the environment that the child inherits. */
    void adapt(Map<String, String> environment);

    /** A stand-in on this machine. */
    record Local(URI host, String apiKey) implements Destination {
        @Override
        public Map<String, String> systemProperties() {
            // The last one overrules what JAVA_TOOL_OPTIONS may say: loopback is never a proxy's business.
            return Map.of(
                    "trubrics.host",
                    host.toString(),
                    "trubrics.apiKey",
                    apiKey,
                    "http.nonProxyHosts",
                    "localhost|127.*|[::1]");
        }

        @Override
        public void adapt(Map<String, String> environment) {
            // A real key has no business in a run that stays on this machine.
            environment.keySet().removeIf(name -> name.startsWith("TRUBRICS_"));
        }
    }

    /** The real host, with the key that the environment holds: a command line would show it to every user. */
    record Live() implements Destination {
        @Override
        public Map<String, String> systemProperties() {
            // Lets the frameworks print what the appender reports, the first accepted request among it.
            return Map.of(
                    "logback.statusListenerClass", "ch.qos.logback.core.status.OnConsoleStatusListener",
                    "log4j2.statusLoggerLevel", "INFO");
        }

        @Override
        public void adapt(Map<String, String> environment) {}
    }
}
