package com.example.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes the recorded requests again: several users at a time, each user's in their order. */
final class Replay {
    private static final int USERS_AT_A_TIME = 6;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private final URI application;

    Replay(int port) {
        this.application = URI.create("http://127.0.0.1:" + port);
    }

    List<Played> play(RecordedDay day) throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(USERS_AT_A_TIME);
        try {
            List<Callable<List<Played>>> users = new ArrayList<>();
            for (List<RecordedRequest> requests : day.byUser()) {
                users.add(() -> playUser(requests, day));
            }
            List<Played> played = new ArrayList<>();
            for (Future<List<Played>> user : pool.invokeAll(users)) {
                played.addAll(user.get());
            }
            return played;
        } catch (ExecutionException e) {
            throw new IOException("a request failed: " + e.getCause(), e);
        } finally {
            pool.shutdownNow();
        }
    }

    private List<Played> playUser(List<RecordedRequest> requests, RecordedDay day)
            throws IOException, InterruptedException {
        List<Played> played = new ArrayList<>();
        for (RecordedRequest request : requests) {
            HttpRequest.Builder builder = to(request.path())
                    .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()))
                    .header("X-Request-Id", request.id())
                    .header("X-Recorded-At", request.instant(day.date()));
            if (!request.user().isEmpty()) {
                builder.header("X-User", request.user());
            }
            HttpResponse<String> response = client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
            played.add(new Played(request, day.date(), response.statusCode(), response.body()));
        }
        return played;
    }

    void shutDown() throws IOException, InterruptedException {
        HttpRequest request =
                to("/shutdown").POST(HttpRequest.BodyPublishers.noBody()).build();
        client.send(request, HttpResponse.BodyHandlers.discarding());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(application.resolve(path)).timeout(LIMIT);
    }
}
