package com.trubrics.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** What is measured: a framework with one appender. Its configuration is the resource of the same name. */
enum Candidate {
    LOGBACK_FLOOR("Logback, an appender that does nothing (floor)", false),
    LOGBACK_ASYNC("Logback `AsyncAppender` to the floor's", false),
    LOGBACK_TRUBRICS("**Trubrics on Logback**", true),
    LOGBACK_LOKI4J("loki4j (1,000 a request)", true),
    LOGBACK_OPENTELEMETRY("OpenTelemetry on Logback (500 a request)", true),
    LOGBACK_SENTRY("Sentry on Logback (100 a request)", true),
    LOGBACK_LOGSTASH("logstash-logback-encoder, TCP (no answers)", true),
    LOG4J2_FLOOR("Log4j2, an appender that does nothing (floor)", false),
    LOG4J2_ASYNC("Log4j2 `AsyncAppender` to the floor's", false),
    LOG4J2_TRUBRICS("**Trubrics on Log4j2**", true),
    LOG4J2_OPENTELEMETRY("OpenTelemetry on Log4j2 (500 a request)", true);

    /** The place of our appender's options in its configuration. */
    private static final String OPTIONS = "@options@";

    private final String title;
    private final boolean ships;

    Candidate(String title, boolean ships) {
        this.title = title;
        this.ships = ships;
    }

    String title() {
        return title;
    }

    /** The title without the size of a request, which depends on the {@link Tuning}. */
    String briefTitle() {
        return title.replaceFirst(" \\([0-9,]+ a request\\)", "");
    }

    boolean isOurs() {
        return name().endsWith("TRUBRICS");
    }

    /** Whether its events reach the sink. */
    boolean ships() {
        return ships;
    }

    /** Whether it sends a burst soon: Sentry does so every five seconds, which no benchmark can wait for. */
    boolean sendsSoon() {
        return this != LOGBACK_SENTRY;
    }

    /** So many events at most are on their way at once: OpenTelemetry drops what its queue cannot take. */
    int onTheWay(Workload workload) {
        if (workload.isLlm()) {
            return 400; // 27 MB of prompts
        }
        return name().endsWith("OPENTELEMETRY") ? OpenTelemetryPipeline.QUEUE * 4 / 5 : 100_000;
    }

    boolean isLogback() {
        return name().startsWith("LOGBACK");
    }

    /** The framework's name. */
    String framework() {
        return isLogback() ? "Logback" : "Log4j2";
    }

    /** Configures its framework for callers that log as fast as they can. */
    Session open(int port) {
        return open(port, Tuning.THROUGHPUT);
    }

    /** Configures its framework. */
    Session open(int port, Tuning tuning) {
        String text = configuration();
        return isLogback()
                ? new LogbackSession(text.replace(OPTIONS, tuning.elements()), port, tuning)
                : new Log4j2Session(text.replace(OPTIONS, tuning.attributes()), port, tuning);
    }

    private String configuration() {
        String file = "/candidates/" + name().toLowerCase(Locale.ROOT) + ".xml";
        try (InputStream text = Objects.requireNonNull(Candidate.class.getResourceAsStream(file), file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
