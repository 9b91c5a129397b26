package com.example.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class TrubricsStandInTest {
    private static HttpResponse<String> post(URI uri, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body));
        Samples.headers().forEach((name, values) -> request.header(name, values.get(0)));
        return HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void turns_the_first_request_away_and_takes_it_when_it_comes_again() throws Exception {
        String body = "[" + Samples.USER_EVENT + "]";
        try (TrubricsStandIn standIn = TrubricsStandIn.start("key", 1)) {
            URI uri = URI.create(standIn.host() + "/publish_events");

            assertThat(post(uri, body).statusCode()).isEqualTo(503);
            assertThat(standIn.received().events()).isEmpty();
            assertThat(post(uri, body).statusCode()).isEqualTo(200);

            assertThat(standIn.received())
                    .extracting(Received::requests, Received::turnedAway, Received::bytes)
                    .containsExactly(1, 1, (long) body.length());
            assertThat(standIn.received().events()).hasSize(1);
        }
    }

    @Test
    void answers_with_the_place_of_a_mistake_and_remembers_it() throws Exception {
        try (TrubricsStandIn standIn = TrubricsStandIn.start("key", 0)) {
            HttpResponse<String> answer = post(URI.create(standIn.host() + "/publish_events"), "[{\"event\":\"x\"}]");

            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("{\"loc\":[\"body\",0,\"user_id\"],\"msg\":\"Field required\"");
            assertThat(standIn.received().refusals()).hasSize(1);
        }
    }
}
