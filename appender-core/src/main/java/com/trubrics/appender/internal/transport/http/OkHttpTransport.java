package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.Compression;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.json.EncodedBatch;
import com.trubrics.appender.internal.json.ErrorDetails;
import com.trubrics.appender.internal.report.SafeText;
import com.trubrics.appender.internal.transport.CancelSignal;
import com.trubrics.appender.internal.transport.Outcome;
import com.trubrics.appender.internal.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends each attempt as one POST on the calling thread. The POST is repeated at once, without being reported, if its failure
 * says nothing about the events or the server: on a reused connection that no longer exists, with a compression that the
 * endpoint does not accept, and to a proxy that has just asked for credentials. OkHttp's own retries and redirects are off,
 * because a redirect would pass on the key.
 */
public final class OkHttpTransport implements Transport {

    private final HttpUrl host;
    private final Map<Endpoint, HttpUrl> urls = new EnumMap<>(Endpoint.class);
    private final Map<Endpoint, GzipNegotiation> trials = new EnumMap<>(Endpoint.class);
    private final Headers headers;
    private final Secrets secrets = new Secrets();
    private final ProxyCredentials proxyCredentials;
    private final HttpClients clients;
    private final FailureStreak failures = new FailureStreak();
    private final Jvm jvm;

    /**
     * Opens the transport for a destination, without any I/O.
     *
     * @throws IllegalArgumentException if the host is not an absolute {@code http} or {@code https} URL, which the
     *     configuration already excludes
     */
    public static Transport open(Destination destination, Consumer<String> warnings) {
        return new OkHttpTransport(destination, warnings, Jvm.real());
    }

    /**
     * @param destination its host must be an absolute {@code http} or {@code https} URL
     * @param warnings receives warnings that are not part of an {@link Outcome}
     */
    OkHttpTransport(Destination destination, Consumer<String> warnings, Jvm jvm) {
        this.host = HttpUrl.get(destination.host().toString());
        for (Endpoint endpoint : Endpoint.values()) {
            urls.put(endpoint, host.newBuilder().addPathSegment(endpoint.path()).build());
            String url = destination.host() + "/" + endpoint.path();
            trials.put(endpoint, new GzipNegotiation(status -> warnings.accept(uncompressedFromNowOn(url, status))));
        }
        this.headers = RequestHeaders.of(destination);
        secrets.add(destination.apiKey().value());
        secrets.add(Objects.requireNonNull(headers.get(RequestHeaders.API_KEY)));
        this.proxyCredentials = new ProxyCredentials(destination.proxy(), secrets);
        this.clients = new HttpClients(destination, proxyCredentials, jvm);
        this.jvm = jvm;
    }

    private static String uncompressedFromNowOn(String url, int status) {
        return url + " does not accept compressed requests (the server answered " + status
                + "). Requests to it are sent uncompressed from now on; remove the option 'compression'.";
    }

    @Override
    public Outcome send(EventKind kind, EncodedBatch body, DeliverySettings.Sending settings, CancelSignal signal) {
        Endpoint endpoint = Endpoint.of(kind);
        if (failures.isLong()) {
            clients.renew();
        }
        try {
            Outcome outcome = untilItSaysSomething(endpoint, body, settings, signal);
            failures.learn(outcome);
            return outcome;
        } catch (Error broken) {
            // Threads or memory have run out, or a class is missing. For example, OkHttp's task runner never
            // recovers from a thread that could not start.
            clients.renew();
            throw broken;
        }
    }

    private Outcome untilItSaysSomething(
            Endpoint endpoint, EncodedBatch body, DeliverySettings.Sending settings, CancelSignal signal) {
        GzipNegotiation trial = Objects.requireNonNull(trials.get(endpoint));
        while (true) {
            Compression compression = trial.choose(settings.compression());
            String credentials = proxyCredentials.header();
            CallProgress attempt = new CallProgress(settings.connectTimeout());
            Outcome outcome = attempt(endpoint, body, compression, attempt, signal);
            boolean again = attempt.lostKeptConnection()
                    || trial.refuses(compression, attempt.status())
                    || proxyCredentials.arrivedSince(credentials, attempt.status());
            if (!again) {
                return outcome;
            }
        }
    }

    private Outcome attempt(
            Endpoint endpoint, EncodedBatch body, Compression compression, CallProgress attempt, CancelSignal signal) {
        PooledClient client = null;
        try {
            client = clients.begin();
            Call call = client.with(attempt.connectTimeout()).newCall(request(endpoint, body, compression, attempt));
            signal.onCancel(() -> attempt.giveUp(call));
            return execute(call, attempt);
        } catch (Exception e) {
            // Not only IOException: also exceptions of the application's own proxy selector and, because Kotlin
            // declares no
            // exceptions, the InterruptedException of waiting for a connection.
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            attempt.fail(e);
            return failure(e, attempt);
        } finally {
            if (client != null) {
                if (attempt.lostKeptConnection()) {
                    client.closeIdleConnections(); // they are as old
                }
                client.end();
            }
        }
    }

    private Request request(Endpoint endpoint, EncodedBatch body, Compression compression, CallProgress attempt)
            throws IOException {
        Request.Builder request = new Request.Builder()
                .url(Objects.requireNonNull(urls.get(endpoint)))
                .headers(headers)
                .tag(CallProgress.class, attempt);
        return switch (compression) {
            case NONE -> request.post(BatchBody.plain(body)).build();
            case GZIP ->
                request.header("Content-Encoding", "gzip")
                        .post(BatchBody.gzip(body))
                        .build();
        };
    }

    private Outcome execute(Call call, CallProgress attempt) throws IOException {
        try (Response response = attempt.execute(call)) {
            AnswerBody body = AnswerBody.read(response.body().source(), attempt.socket());
            if (!body.isComplete()) {
                call.cancel(); // otherwise OkHttp continues to read for a while to keep the connection
            }
            return StatusTable.outcome(answer(response, body));
        }
    }

    private HttpResult answer(Response response, AnswerBody body) {
        if (response.isSuccessful()) {
            return HttpResult.of(response.code());
        }
        ErrorDetails details = ErrorDetails.read(body.bytes());
        return new HttpResult(
                response.code(),
                retryAfter(response.headers()),
                details.indices(),
                SafeText.of(secrets.hide(details.text())));
    }

    private @Nullable Duration retryAfter(Headers answered) {
        return RetryAfter.from(answered, jvm.clock().instant());
    }

    /** What the head of an answer said counts, whatever failed then: OkHttp itself reads some headers, and may throw. */
    private Outcome failure(Exception failure, CallProgress attempt) {
        if (attempt.status() != StatusWatch.NO_STATUS) {
            return StatusTable.outcome(
                    new HttpResult(attempt.status(), retryAfter(attempt.headers()), ErrorDetails.NONE.indices(), ""));
        }
        String server = host.host() + ":" + host.port();
        return Outcome.of(RequestOutcome.UNREACHABLE, new NetworkFailure(server, secrets).inWords(failure, attempt));
    }

    @Override
    public void close() {
        clients.close();
    }

    /** Returns only host and port. */
    @Override
    public String toString() {
        return "OkHttpTransport[" + host.host() + ":" + host.port() + "]";
    }
}
