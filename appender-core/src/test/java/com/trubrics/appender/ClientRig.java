package com.trubrics.appender;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.trubrics.appender.spi.AsyncDiagnostics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Clients of a WireMock server, each with a destination of its own, and what became of their events. */
final class ClientRig {

    /** Far beyond what a busy machine needs: reached only by a test that fails. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final AtomicInteger CLIENTS = new AtomicInteger();
    private static final Pattern NAME = Pattern.compile("\"(?:event|prompt)\":\"([^\"]*)\"");

    /** The path of the base URL. */
    static final String BASE = "/api/ingestion";

    final String key = "s3cret-k3y-" + CLIENTS.incrementAndGet();

    /** Hears what the clients have to say. */
    final AsyncDiagnostics sink = AsyncDiagnostics.of(this::hear);

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> marks = new LinkedBlockingQueue<>();
    private final WireMockExtension server;

    ClientRig(WireMockExtension server) {
        this.server = server;
    }

    private void hear(System.Logger.Level level, String message, @Nullable Throwable cause) {
        if (level == System.Logger.Level.OFF) {
            marks.add(message);
        } else {
            heard.add(level + " " + message);
        }
    }

    /** Every request gets this answer. */
    ClientRig always(ResponseDefinitionBuilder answer) {
        server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(answer));
        return this;
    }

    /** Requests with this in their body get this answer, the others what they got before. */
    ClientRig marked(String text, ResponseDefinitionBuilder answer) {
        server.stubFor(WireMock.any(WireMock.anyUrl())
                .withRequestBody(WireMock.containing(text))
                .willReturn(answer));
        return this;
    }

    /** The first request gets this answer, the others what they got before. */
    ClientRig first(ResponseDefinitionBuilder answer) {
        MappingBuilder stub = WireMock.any(WireMock.anyUrl());
        server.stubFor(stub.inScenario("first")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("over")
                .willReturn(answer));
        return this;
    }

    /** A builder whose events travel only when a batch is full, or by {@code flush}. */
    TrubricsClient.Builder builder() {
        return TrubricsClient.builder()
                .apiKey(key)
                .host(server.baseUrl() + BASE)
                .flushInterval(Duration.ofHours(1))
                // On a busy machine a cold HTTP client alone may take seconds.
                .shutdownTimeout(PATIENCE)
                .option(Option.INITIAL_BACKOFF, "5 ms")
                .option(Option.MAX_BACKOFF, "20 ms")
                .diagnostics(sink);
    }

    /** Tracks user events {@code e1.} to {@code eN.}. */
    static TrubricsClient track(TrubricsClient client, int events) {
        IntStream.rangeClosed(1, events)
                .forEach(i -> client.track(UserEvent.builder("u", "e" + i + ".").build()));
        return client;
    }

    static TrubricsClient trackLlm(TrubricsClient client, int number) {
        client.trackLlm(LlmEvent.builder("u", "p" + number + ".", "g").build());
        return client;
    }

    static List<String> names(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "e" + i + ".").toList();
    }

    static boolean flush(TrubricsClient client) {
        return client.flush(PATIENCE);
    }

    /** Requests of this rig's key so far, the oldest first. */
    List<ServeEvent> requests() {
        List<ServeEvent> mine = new ArrayList<>(server.getAllServeEvents().stream()
                .filter(event -> key.equals(event.getRequest().getHeader("x-api-key")))
                .toList());
        Collections.reverse(mine);
        return mine;
    }

    /** The names of the events that were answered with 2xx, once for each time. */
    List<String> delivered() {
        List<String> names = new ArrayList<>();
        for (ServeEvent event : requests()) {
            if (event.getResponse().getStatus() / 100 == 2
                    && event.getResponse().getFault() == null) {
                names.addAll(names(event));
            }
        }
        return names;
    }

    static List<String> names(ServeEvent request) {
        return names(request.getRequest().getBodyAsString());
    }

    static List<String> names(String body) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(body);
        while (matcher.find()) {
            names.add(requireNonNull(matcher.group(1)));
        }
        return names;
    }

    /** Everything that was said so far. A stop does not wait for that as long as a busy machine may take. */
    List<String> said() {
        sink.report(System.Logger.Level.OFF, "a mark", null);
        try {
            assertThat(marks.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        return List.copyOf(heard);
    }

    List<String> warnings() {
        return said().stream().filter(text -> text.startsWith("WARNING")).toList();
    }

    /** The law of conservation, with nothing left over; and no message shows the key. */
    void isSettled(DeliveryStats stats) {
        assertThat(stats.seen()).as("%s", stats).isEqualTo(stats.delivered() + stats.dropped());
        assertThat(stats.pending()).as("%s", stats).isZero();
        keepsItsSecret();
    }

    void keepsItsSecret() {
        assertThat(said()).noneMatch(text -> text.contains(key));
    }
}
