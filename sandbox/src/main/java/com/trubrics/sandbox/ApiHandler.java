package com.trubrics.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.trubrics.sandbox.web.Replies;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The endpoints of the API. It checks each request first: one that the API would never accept is refused for its own reason,
 * whatever the switches say. It closes the exchange itself, because some answers come later.
 */
final class ApiHandler implements HttpHandler {
    private final RequestCheck check;
    private final EventStore store;
    private final Answers answers;
    private final HeldRequests held;

    ApiHandler(RequestCheck check, EventStore store, Answers answers, HeldRequests held) {
        this.check = check;
        this.store = store;
        this.answers = answers;
        this.held = held;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        ApiRequest request = read(exchange);
        long releases = held.releases(); // before the switch is looked at, which may be moved meanwhile
        CheckResult verdict = check.judge(request);
        if (verdict instanceof CheckResult.Refused refused) {
            store.refuse(request, refused, RefusedRequest.Cause.MISTAKE);
            Replies.json(exchange, refused.status(), refused.answer());
            exchange.close();
        } else if (verdict instanceof CheckResult.Accepted accepted) {
            answer(exchange, request, accepted, new Chosen(answers.next(accepted.unnumbered()), releases));
        }
    }

    /** @param releases how often held requests had been released before the switches were asked */
    private record Chosen(ServerAnswer answer, long releases) {}

    private void answer(HttpExchange exchange, ApiRequest request, CheckResult.Accepted accepted, Chosen chosen)
            throws IOException {
        ServerAnswer answer = chosen.answer();
        switch (answer.mode()) {
            case OK -> accept(exchange, request, accepted);
            case REFUSE -> refuse(exchange, request, accepted, answer);
            case SLOW ->
                held.answerLater(
                        exchange, delay(answer), chosen.releases(), () -> acceptLate(exchange, request, accepted));
            case HANG -> {
                store.refuse(request, bySwitch(0, "send no answer", accepted), RefusedRequest.Cause.SWITCH);
                held.neverAnswer(exchange, chosen.releases());
            }
        }
    }

    private void accept(HttpExchange exchange, ApiRequest request, CheckResult.Accepted accepted) throws IOException {
        store.accept(accepted, request.body().length);
        Replies.json(exchange, 200, Map.of("message", "ok"));
        exchange.close();
    }

    private void acceptLate(HttpExchange exchange, ApiRequest request, CheckResult.Accepted accepted) {
        try {
            accept(exchange, request, accepted);
        } catch (IOException e) {
            // The client has not waited so long.
            exchange.close();
        }
    }

    private void refuse(HttpExchange exchange, ApiRequest request, CheckResult.Accepted accepted, ServerAnswer answer)
            throws IOException {
        CheckResult.Refused refused = bySwitch(answer.status(), "answer " + answer.status(), accepted);
        store.refuse(request, refused, RefusedRequest.Cause.SWITCH);
        Duration retryAfter = answer.delay();
        if (retryAfter != null) {
            exchange.getResponseHeaders().set("Retry-After", Long.toString(retryAfter.toSeconds()));
        }
        Replies.error(exchange, answer.status(), refused.problems().get(0).reason());
        exchange.close();
    }

    private static CheckResult.Refused bySwitch(int status, String setting, CheckResult.Accepted accepted) {
        String reason = "The request is valid. The sandbox is set to " + setting + ".";
        return new CheckResult.Refused(
                status, List.of(Problem.ofRequest(reason)), accepted.events().size());
    }

    private static Duration delay(ServerAnswer answer) {
        return answer.delay() == null ? Duration.ZERO : answer.delay();
    }

    /** Reads one byte more than is accepted, which is enough to see that a body is too large. */
    private static ApiRequest read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> String.join(",", header.getValue())));
        return new ApiRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                headers,
                exchange.getRequestBody().readNBytes(RequestCheck.MAX_BYTES + 1));
    }
}
