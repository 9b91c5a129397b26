package com.example.llm;

import static com.example.llm.OpenAiStub.answerTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.testkit.RecordedEvent;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** A reactive chat of signed-in users, whose only Trubrics is the starter: what arrives of the answers that it streams. */
class WebFluxTest {
    private static final int QUESTIONS = 20;
    private static final List<String> USERS = List.of("ada", "lin");

    private static OpenAiStub openAi;

    private final HttpClient client = HttpClient.newHttpClient();

    /** The ways in which the user of a request gets to the thread that asks the model. */
    enum Way {
        CONTEXT_PROPAGATION(
                "--spring.reactor.context-propagation=auto",
                "--spring.autoconfigure.exclude="
                        + "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration,"
                        + "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"),
        /** Of Actuator. */
        OBSERVATIONS("--spring.reactor.context-propagation=limited");

        private final List<String> arguments;

        Way(String... arguments) {
            this.arguments = List.of(arguments);
        }

        /** What questions begin with, which tell one application's from the other's. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        ConfigurableApplicationContext start() {
            SpringApplication chat = new SpringApplication(ReactiveChat.class);
            chat.setWebApplicationType(WebApplicationType.REACTIVE);
            return chat.run(Stream.concat(
                            Stream.of(
                                    "--spring.main.banner-mode=off",
                                    "--server.port=0",
                                    "--trubrics.flush-interval=1 s",
                                    "--spring.ai.openai.api-key=none",
                                    "--spring.ai.openai.base-url=" + openAi.url(),
                                    "--spring.ai.openai.chat.options.model=gpt-4o",
                                    "--spring.ai.openai.chat.model=gpt-4o"),
                            arguments.stream())
                    .toArray(String[]::new));
        }
    }

    @BeforeAll
    static void start() {
        Trubrics.begin();
        openAi = OpenAiStub.start();
    }

    @AfterAll
    static void stop() {
        openAi.close();
    }

    @ParameterizedTest
    @EnumSource
    void eachAnswerThatIsStreamedToOneOfTwoUsersIsOneEventOfItsUserInItsConversation(Way way) throws Exception {
        try (ConfigurableApplicationContext chat = way.start()) {
            Map<String, CompletableFuture<String>> answers = new LinkedHashMap<>();
            for (int number = 0; number < QUESTIONS; number++) {
                for (String user : USERS) {
                    String question = "slow " + way.word() + " " + number + " of " + user + "?";
                    answers.put(question, ask(chat, user, "chat-" + number, question));
                }
            }
            answers.forEach((question, answer) -> assertThat(answer.join()).isEqualTo(answerTo(question)));
            leave(chat, "lin", "endless " + way.word() + "?");
            String failing = "fail " + way.word() + "?";
            var unused = ask(chat, "ada", "failing", failing).join();

            for (int number = 0; number < QUESTIONS; number++) {
                for (String user : USERS) {
                    String question = "slow " + way.word() + " " + number + " of " + user + "?";
                    assertIs(Trubrics.event(question), user, "chat-" + number, "answer");
                    assertThat(Trubrics.event(question).field("generation")).isEqualTo(answerTo(question));
                    assertThat(Trubrics.event(question).property("streaming")).isEqualTo("true");
                }
            }
            assertIs(Trubrics.event("endless " + way.word() + "?"), "lin", "left", "cancelled");
            assertIs(Trubrics.event(failing), "ada", "failing", "error");
        }
        assertThat(TrubricsClient.flushAll(Duration.ofSeconds(30))).isTrue();
        assertThat(Trubrics.arrived().stream()
                        .map(event -> String.valueOf(event.field("prompt")))
                        .filter(prompt -> prompt.contains(way.word())))
                .hasSize(2 * QUESTIONS + 2)
                .doesNotHaveDuplicates();
    }

    private static void assertIs(RecordedEvent event, String user, String chat, String outcome) {
        assertThat(event.field("user_id")).isEqualTo(user);
        assertThat(event.field("thread_id")).isEqualTo(user + "/" + chat);
        assertThat(event.property("llm_outcome")).isEqualTo(outcome);
    }

    private CompletableFuture<String> ask(
            ConfigurableApplicationContext chat, String user, String name, String question) {
        return client.sendAsync(request(chat, user, name, question), BodyHandlers.ofLines())
                .thenApply(response -> response.body()
                        .filter(line -> line.startsWith("data:"))
                        .map(line -> line.substring("data:".length()))
                        .collect(Collectors.joining()));
    }

    /** Reads the first parts of the answer, and closes the connection. */
    private void leave(ConfigurableApplicationContext chat, String user, String question)
            throws IOException, InterruptedException {
        try (var answer = client.send(request(chat, user, "left", question), BodyHandlers.ofInputStream())
                .body()) {
            assertThat(answer.readNBytes(50)).hasSize(50);
        }
    }

    private static HttpRequest request(ConfigurableApplicationContext chat, String user, String name, String question) {
        String port = chat.getEnvironment().getProperty("local.server.port");
        byte[] credentials = (user + ":" + user).getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/chats/" + name + "?question="
                        + URLEncoder.encode(question, StandardCharsets.UTF_8)))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
                .build();
    }
}
