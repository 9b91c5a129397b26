package com.trubrics.appender.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.trubrics.appender.config.DeliverySettings;
import com.trubrics.appender.config.Destination;
import com.trubrics.appender.config.Destination.Secret;
import com.trubrics.appender.json.EncodedBatch;
import com.trubrics.appender.json.ErrorDetails;
import com.trubrics.appender.transport.Answer.Encoding;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * An attempt is one POST, made on the calling thread. OkHttp's own retries and redirects are off: each would repeat a
 * request that nobody counts, or carry the key elsewhere.
 */
final class OkHttpTransport implements Transport {

    /** An answer is a few bytes, a list of problems a few thousand. The rest of a longer one is not read. */
    private static final long MAX_ANSWER_BYTES = 64 * 1024;

    private final HttpUrl host;
    private final Map<Endpoint, HttpUrl> urls = new EnumMap<>(Endpoint.class);
    private final Secret apiKey;
    private final Headers headers;
    private final LazyClient client;
    private final CompressionTrial compression = new CompressionTrial();
    private final Clock clock;

    /** @param destination its host must be an absolute {@code http} or {@code https} URL */
    OkHttpTransport(Destination destination, Clock clock) {
        this.host = HttpUrl.get(destination.host().toString());
        for (Endpoint endpoint : Endpoint.values()) {
            urls.put(endpoint, host.newBuilder().addPathSegment(endpoint.path()).build());
        }
        this.apiKey = destination.apiKey();
        this.headers = RequestHeaders.of(destination, host);
        this.client = new LazyClient(destination);
        this.clock = clock;
    }

    @Override
    public Outcome send(Endpoint endpoint, EncodedBatch body, DeliverySettings.Sending settings, CancelSignal signal) {
        Encoding encoding = compression.encoding(settings.compression());
        Attempt attempt = new Attempt();
        Outcome outcome;
        try {
            Call call = client.get(settings.connectTimeout()).newCall(request(endpoint, body, encoding, attempt));
            signal.onCancel(() -> attempt.giveUp(call));
            outcome = execute(call, encoding);
        } catch (Exception e) {
            // Not only IOException: also what the application's own proxy selector throws, and, as Kotlin declares no
            // exceptions, the InterruptedException of waiting for a connection.
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            outcome = failure(e, attempt, encoding);
        } finally {
            client.ended();
        }
        compression.learn(encoding, outcome);
        return outcome;
    }

    private Request request(Endpoint endpoint, EncodedBatch body, Encoding encoding, Attempt attempt)
            throws IOException {
        Request.Builder request = new Request.Builder()
                .url(Objects.requireNonNull(urls.get(endpoint)))
                .headers(headers)
                .tag(Attempt.class, attempt);
        return encoding == Encoding.PLAIN
                ? request.post(BatchBody.plain(body)).build()
                : request.header("Content-Encoding", "gzip")
                        .post(BatchBody.gzip(body))
                        .build();
    }

    private Outcome execute(Call call, Encoding encoding) throws IOException {
        try (Response response = call.execute()) {
            return outcome(response, encoding);
        }
    }

    private Outcome outcome(Response response, Encoding encoding) throws IOException {
        BufferedSource body = response.body().source();
        if (response.isSuccessful()) {
            // Complete, or longer than anybody reads. Read to its end, the connection can be used again.
            body.request(MAX_ANSWER_BYTES);
            return outcome(response.code(), null, ErrorDetails.NONE, encoding);
        }
        Duration retryAfter = RetryAfter.from(response.headers(), clock.instant());
        return outcome(response.code(), retryAfter, details(body), encoding);
    }

    private ErrorDetails details(BufferedSource body) {
        try {
            body.request(MAX_ANSWER_BYTES);
        } catch (IOException e) {
            // The status says enough; what has arrived so far may explain it.
        }
        return ErrorDetails.read(withoutKey(body.getBuffer().readByteArray()));
    }

    /** A server may repeat the key that it does not accept. The key is ASCII, so bytes may stand for characters. */
    private byte[] withoutKey(byte[] answer) {
        return apiKey.value().isEmpty()
                ? answer
                : new String(answer, ISO_8859_1)
                        .replace(apiKey.value(), apiKey.toString())
                        .getBytes(ISO_8859_1);
    }

    private Outcome failure(Exception failure, Attempt attempt, Encoding encoding) {
        if (attempt.isDecidedByStatus()) {
            return outcome(attempt.status(), null, ErrorDetails.NONE, encoding);
        }
        String detail = NetworkFailure.inWords(failure, attempt, host.host() + ":" + host.port());
        return new Outcome.Retry(cause(failure, attempt), null, detail);
    }

    private static Outcome.Cause cause(Exception failure, Attempt attempt) {
        if (failure instanceof ProxyCredentials.RefusedException) {
            return Outcome.Cause.PROXY;
        }
        return attempt.lostKeptConnection(failure) ? Outcome.Cause.STALE_CONNECTION : Outcome.Cause.NETWORK;
    }

    private Outcome outcome(int status, @Nullable Duration retryAfter, ErrorDetails details, Encoding encoding) {
        return StatusTable.outcome(new Answer(status, retryAfter, details, compression.reconsidered(encoding)));
    }

    @Override
    public void close() {
        client.close();
    }

    /** Host and port only. */
    @Override
    public String toString() {
        return "OkHttpTransport[" + host.host() + ":" + host.port() + "]";
    }
}
