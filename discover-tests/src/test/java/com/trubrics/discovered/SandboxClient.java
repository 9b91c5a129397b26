package com.trubrics.discovered;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trubrics.sandbox.SandboxServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;

/** Does what the page does: asks for kinds of lines and for what is proposed, and chooses. */
final class SandboxClient {
    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final HttpClient http =
            HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    private final SandboxServer sandbox;

    SandboxClient(SandboxServer sandbox) {
        this.sandbox = sandbox;
    }

    JsonNode get(String path) {
        return send(HttpRequest.newBuilder(sandbox.host().resolve(path)));
    }

    JsonNode post(String path, JsonNode body) {
        return send(HttpRequest.newBuilder(sandbox.host().resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits until the sandbox knows so many kinds of lines, and returns them. */
    JsonNode awaitKinds(int count) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> get("/discover/kinds").path("kinds"), kinds -> kinds.size() >= count);
    }

    /** Returns the detail of a kind. */
    JsonNode kind(String id) {
        return get("/discover/kinds/" + id);
    }

    /**
     * Takes a proposal as it is, but for the ticks.
     *
     * @param fields which of the paths are sent
     */
    static ObjectNode choice(JsonNode kind, Predicate<String> fields) {
        JsonNode proposal = kind.path("proposal");
        ObjectNode choice = JSON.createObjectNode();
        choice.put("kind", kind.path("id").asText());
        choice.set("event", proposal.path("event"));
        ArrayNode chosen = choice.putArray("fields");
        ArrayNode conditions = choice.putArray("when");
        for (JsonNode field : proposal.path("fields")) {
            if (fields.test(field.path("path").asText())) {
                ObjectNode each = chosen.addObject();
                each.set("path", field.path("path"));
                each.set("name", field.path("name"));
                each.set("number", field.path("number"));
            }
            if (!field.path("condition").isNull()) {
                ObjectNode each = conditions.addObject();
                each.set("path", field.path("path"));
                each.set("value", field.path("condition"));
                each.set("glob", field.path("glob"));
            }
        }
        JsonNode user = proposal.path("users").path(proposal.path("user").asInt());
        if (!user.isMissingNode()
                && !(user.path("configured").asBoolean() && !user.path("path").isNull())) {
            choice.set("user", user);
        }
        if (!proposal.path("other").isNull()) {
            choice.put("pair", "chat");
        }
        return choice;
    }

    /** Writes chosen rules as texts of configurations. */
    JsonNode preview(JsonNode... choices) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode all = body.putArray("choices");
        for (JsonNode choice : choices) {
            all.add(choice);
        }
        return post("/discover/preview", body);
    }
}
