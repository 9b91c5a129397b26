package com.example.chat.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.BootApplication;
import com.trubrics.appender.testkit.ChildJvm;
import com.trubrics.sandbox.SandboxEvent;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The chats, whose only Trubrics is the starter: two users have three conversations, and this is what arrives. */
class ChatTest {
    private static final String API_KEY = "key-of-the-chat";

    /** Requests with another key are refused. */
    private static final SandboxOptions OPTIONS = SandboxOptions.onFreePort().withApiKey(API_KEY);

    enum Chat {
        SPRING_AI("spring-boot-chat", "spring-ai"),
        LANGCHAIN4J("langchain4j-chat", "langchain4j");

        private final Path module;
        private final String framework;

        Chat(String module, String framework) {
            this.module = Path.of(System.getProperty("chat.examples"), module);
            this.framework = framework;
        }

        BootApplication start(SandboxServer trubrics) {
            Path jar = module.resolve("target").resolve(module.getFileName() + ".jar");
            return new BootApplication(
                    jar,
                    List.of(
                            "--trubrics.host=" + trubrics.host(),
                            "--trubrics.api-key=" + API_KEY,
                            BootApplication.AMPLE_SHUTDOWN));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachQuestionIsOneEventOfItsUserInItsConversation(Chat chat) throws Exception {
        try (SandboxServer trubrics = SandboxServer.start(OPTIONS);
                BootApplication application = chat.start(trubrics)) {
            assertThat(ask(application, "ada", "trip", "Where is Rome?")).isEqualTo("Answer 1 to: Where is Rome?");
            assertThat(ask(application, "lin", "trip", "Where is Oslo?")).isEqualTo("Answer 1 to: Where is Oslo?");
            assertThat(ask(application, "ada", "dinner/stream", "What shall I cook?"))
                    .isEqualTo("Answer 1 to: What shall I cook?");
            assertThat(ask(application, "ada", "trip", "And Paris?")).isEqualTo("Answer 2 to: And Paris?");
            assertStrangersAreTurnedAway(application);

            application.terminate();
            ChildJvm.Exit exit = application.awaitExit();
            // A newer JDK itself may print a WARNING about a library.
            assertThat(exit.out() + exit.err()).doesNotContainPattern("\\b(WARN|ERROR)\\b");

            // A token is a word of the system's message, of what was said before, and of the question.
            assertThat(trubrics.good())
                    .extracting(ChatTest::exchange)
                    .containsExactlyInAnyOrder(
                            "ada in ada/trip: Where is Rome? > Answer 1 to: Where is Rome? (8 and 6 tokens)",
                            "lin in lin/trip: Where is Oslo? > Answer 1 to: Where is Oslo? (8 and 6 tokens)",
                            "ada in ada/dinner: What shall I cook? > Answer 1 to: What shall I cook? (9 and 7 tokens, streamed)",
                            "ada in ada/trip: And Paris? > Answer 2 to: And Paris? (16 and 5 tokens)");
            assertThat(trubrics.good()).allSatisfy(event -> {
                assertThat(event.text("assistant_id")).isEqualTo("local-model-1");
                assertThat(((Number) event.fields().get("latency")).doubleValue())
                        .isBetween(0.05, 60.0);
                assertThat(event.property("llm_outcome")).isEqualTo("answer");
                assertThat(event.property("llm_framework")).isEqualTo(chat.framework);
                assertThat(event.property("finish_reason")).isEqualTo("stop");
                assertThat(event.property("app")).isEqualTo("chat");
            });
            assertThat(trubrics.bad()).isEmpty();
        }
    }

    private static String exchange(SandboxEvent event) {
        return event.userId() + " in " + event.threadId() + ": " + event.text("prompt") + " > "
                + event.text("generation") + " (" + event.property("prompt_tokens") + " and "
                + event.property("completion_tokens") + " tokens"
                + (Boolean.TRUE.equals(event.property("streaming")) ? ", streamed)" : ")");
    }

    private static String ask(BootApplication application, String user, String chat, String question) throws Exception {
        HttpResponse<String> answer = application.send(with(question, application.request("/chats/" + chat, user)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void assertStrangersAreTurnedAway(BootApplication application) throws Exception {
        HttpResponse<String> answer = application.send(with("Who are you?", application.request("/chats/trip")));
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    private static HttpRequest.Builder with(String question, HttpRequest.Builder request) {
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("question=" + URLEncoder.encode(question, StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @EnumSource
    void theOnlyTrubricsIsADependencyAndFourLinesOfYaml(Chat chat) throws Exception {
        String yaml = Files.readString(chat.module.resolve("src/main/resources/application.yaml"));
        assertThat(yaml.substring(yaml.indexOf("\ntrubrics:")).strip().lines()).hasSize(4);
        assertThat(Files.readString(chat.module.resolve("README.md")))
                .contains(yaml.substring(yaml.indexOf("trubrics:")));
        try (Stream<Path> files = Files.walk(chat.module.resolve("src/main/java"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainIgnoringCase("trubrics"));
        }
    }
}
