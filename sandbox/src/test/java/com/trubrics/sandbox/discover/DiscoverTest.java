package com.trubrics.sandbox.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import com.trubrics.sandbox.web.Json;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiscoverTest {

    private static HttpResponse<String> send(URI uri, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!body.isEmpty()) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whatIsReportedIsListedExplainedAndTried() throws Exception {
        try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.onFreePort())) {
            URI at = URI.create(sandbox.host() + "/discover/");
            String report = Reported.one()
                    .template("com.acme.Shop", "Order {} placed by {}", 42, "jane")
                    .json()
                    .toString();
            assertThat(send(
                                    at.resolve("report"),
                                    Reported.one().continued().json().toString())
                            .statusCode())
                    .isEqualTo(409);
            assertThat(send(at.resolve("report"), report).statusCode()).isEqualTo(200);

            JsonNode kinds = Json.MAPPER.readTree(send(at.resolve("kinds"), "").body());
            assertThat(kinds.path("kinds")).hasSize(1);
            String id = kinds.path("kinds").path(0).path("id").asText();
            assertThat(send(at.resolve("kinds/" + id), "").body()).contains("\"event\":\"Order Placed\"");

            String rule =
                    "{\"rules\":[{\"logger\":\"com.acme\",\"message\":\"Order {o} placed by {user_id}\",\"event\":\"Sale\"}]}";
            assertThat(send(at.resolve("preview"), rule).body()).contains("\"user_id\":\"jane\"", "\"event\":\"Sale\"");
            assertThat(send(at.resolve("rule"), rule).body()).contains("<event>Sale</event>", "event: 'Sale'");
        }
    }

    @Test
    void aWrongRequestIsRefusedInPlainWords() throws Exception {
        try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.onFreePort())) {
            URI at = URI.create(sandbox.host() + "/discover/");
            assertThat(send(at.resolve("preview"), "{").body()).contains("This is not JSON.");
            assertThat(send(at.resolve("preview"), "{}").body()).contains("Send {");
            assertThat(send(at.resolve("preview"), "{\"choices\":[{\"kind\":\"x.1\"}]}")
                            .body())
                    .contains("'x.1'");
            assertThat(send(at.resolve("kinds/nothing"), "").statusCode()).isEqualTo(400);
            assertThat(send(at.resolve("other"), "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void anotherMachineIsShownNothing() throws Exception {
        Optional<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        assumeTrue(own.isPresent(), "this machine has no address but loopback");
        try (SandboxServer sandbox =
                SandboxServer.start(SandboxOptions.onFreePort().withBind(own.get()))) {
            URI at = URI.create("http://" + own.get().getHostAddress() + ":" + sandbox.port() + "/discover/kinds");

            assertThat(send(at, "").statusCode()).isEqualTo(403);
        }
    }
}
