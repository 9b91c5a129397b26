package com.example.llm;

import static com.example.llm.OpenAiStub.answerTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.springai.TrubricsObservationHandler;
import com.trubrics.appender.testkit.RecordedEvent;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.converter.ListOutputConverter;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A Spring Boot application, most of the time without Actuator, asks a model of Spring AI: what arrives at Trubrics. */
class SpringAiTest {

    /** What gives an application with Actuator its registry: a class of Boot 3, and one of Boot 4. */
    private static final String WITHOUT_ACTUATOR = "--spring.autoconfigure.exclude="
            + "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration,"
            + "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration";

    private static OpenAiStub openAi;
    private static ConfigurableApplicationContext application;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    /** A tool that the model may call. */
    static final class Tools {
        @Tool(name = "weather", description = "The weather of today")
        String weather() {
            return "sunny";
        }
    }

    @BeforeAll
    static void start() {
        Trubrics.begin();
        openAi = OpenAiStub.start();
        application = startApplication(WITHOUT_ACTUATOR);
    }

    private static ConfigurableApplicationContext startApplication(String... more) {
        SpringApplication spring = new SpringApplication(Application.class);
        spring.setWebApplicationType(WebApplicationType.NONE);
        String[] arguments = {
            "--spring.main.banner-mode=off",
            "--logging.level.root=WARN",
            "--spring.ai.openai.api-key=none",
            "--spring.ai.openai.base-url=" + openAi.url(),
            "--spring.ai.openai.chat.options.model=gpt-4o",
            "--spring.ai.openai.chat.model=gpt-4o"
        };
        return spring.run(
                Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new));
    }

    @AfterAll
    static void nothingWasCountedTwice() {
        Map<String, Long> perPrompt = Trubrics.arrived().stream()
                .collect(Collectors.groupingBy(event -> event.field("prompt"), Collectors.counting()));
        application.close();
        openAi.close();
        assertThat(perPrompt).allSatisfy((prompt, count) -> assertThat(count).isEqualTo(1));
        assertThat(perPrompt.keySet()).allMatch(prompt -> prompt.endsWith("?") || prompt.equals("[not included]"));
    }

    @BeforeEach
    void signIn() {
        MDC.put("user_id", "u1");
    }

    @AfterEach
    void signOut() {
        MDC.clear();
    }

    private static ChatClient client() {
        return application.getBean(ChatClient.Builder.class).build();
    }

    private static ChatModel model() {
        return application.getBean(ChatModel.class);
    }

    @Test
    void theExpectedFrameworkLogs() {
        assertThat(LoggerFactory.getILoggerFactory().getClass().getName())
                .contains(System.getProperty("expected.logging").equals("logback") ? "logback" : "Log4j");
    }

    @Test
    void aCallIsOneEventWithEverythingThatIsKnown() {
        MDC.put("thread_id", "t1");
        String answer =
                client().prompt().system("Be brief.").user("call?").call().content();

        RecordedEvent event = Trubrics.event("call?");
        assertThat(event.field("generation")).isEqualTo(answer).isEqualTo(answerTo("call?"));
        assertThat(event.field("user_id")).isEqualTo("u1");
        assertThat(event.field("assistant_id")).isEqualTo(OpenAiStub.MODEL);
        assertThat(event.field("thread_id")).isEqualTo("t1");
        assertThat(Double.parseDouble(event.field("latency"))).isPositive();
        assertThat(event.json())
                .contains(
                        "\"prompt_tokens\":3,",
                        "\"completion_tokens\":5",
                        "\"streaming\":false",
                        "\"llm_outcome\":\"answer\"",
                        "\"llm_framework\":\"spring-ai\"",
                        "\"finish_reason\":\"stop\"")
                .doesNotContain("llm_error", "tools", "prompt_length");
    }

    @Test
    void aStreamOfFiftyPartsIsOneEventWithTheWholeText() {
        List<String> parts = client().prompt().user("stream?").stream()
                .content()
                .collectList()
                .block();

        RecordedEvent event = Trubrics.event("stream?");
        assertThat(parts).hasSizeGreaterThanOrEqualTo(OpenAiStub.PARTS);
        assertThat(event.field("generation")).isEqualTo(answerTo("stream?"));
        assertThat(event.field("user_id")).isEqualTo("u1");
        assertThat(event.field("assistant_id")).isEqualTo(OpenAiStub.MODEL);
        assertThat(event.json()).contains("\"streaming\":true").doesNotContain("\"prompt_tokens\":0");
    }

    @Test
    void aToolRoundIsPartOfTheExchange() {
        client().prompt().user("weather by call?").tools(new Tools()).call().content();

        RecordedEvent event = Trubrics.event("weather by call?");
        assertThat(event.field("generation")).isEqualTo("It is sunny.");
        assertThat(event.json())
                .contains("\"tools\":[\"weather\"]", "\"prompt_tokens\":6,", "\"llm_outcome\":\"answer\"");
    }

    @Test
    void aToolRoundOfAStreamIsPartOfTheExchange() {
        client().prompt().user("weather by stream?").tools(new Tools()).stream()
                .content()
                .blockLast();

        RecordedEvent event = Trubrics.event("weather by stream?");
        assertThat(event.field("generation")).isEqualTo("It is sunny.");
        assertThat(event.field("user_id")).isEqualTo("u1");
        assertThat(event.json()).contains("\"tools\":[\"weather\"]");
    }

    @Test
    void aFailureIsAnEventAndReachesTheApplicationUnchanged() {
        assertThatThrownBy(() -> client().prompt().user("fail by call?").call().content())
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> client().prompt().user("fail by stream?").stream()
                        .content()
                        .blockLast())
                .isInstanceOf(RuntimeException.class);

        for (String prompt : List.of("fail by call?", "fail by stream?")) {
            RecordedEvent event = Trubrics.event(prompt);
            assertThat(event.field("generation")).isEmpty();
            assertThat(event.field("assistant_id")).isEqualTo("gpt-4o");
            assertThat(event.property("llm_outcome")).isEqualTo("error");
            assertThat(event.property("llm_error"))
                    .contains("Exception")
                    .doesNotContain("CompletionException", "ExecutionException");
        }
    }

    @Test
    void aStreamThatBreaksOffIsAnEvent() {
        assertThatThrownBy(() ->
                        client().prompt().user("broken?").stream().content().blockLast())
                .isInstanceOf(RuntimeException.class);

        assertThat(Trubrics.event("broken?").property("llm_outcome")).isEqualTo("error");
    }

    @Test
    void aCancelledStreamIsAnEvent() {
        client().prompt().user("endless?").stream().content().take(5).blockLast();

        RecordedEvent event = Trubrics.event("endless?");
        assertThat(event.property("llm_outcome")).isEqualTo("cancelled");
        assertThat(event.field("user_id")).isEqualTo("u1");
    }

    @Test
    void theConversationOfTheChatMemoryWinsOverTheMdc() {
        MDC.put("thread_id", "of-the-mdc");
        client().prompt()
                .user("memory?")
                .advisors(advisors -> advisors.param("chat_memory_conversation_id", "c7"))
                .call()
                .content();

        assertThat(Trubrics.event("memory?").field("thread_id")).isEqualTo("c7");
    }

    @Test
    void thePromptIsTheUsersOwnWords() {
        client().prompt()
                .user(user -> user.text("format of {what}?").param("what", "dates"))
                .call()
                .entity(new ListOutputConverter());

        // The model was asked for a list separated by commas as well.
        assertThat(Trubrics.event("format of dates?").field("generation"))
                .contains("[format of dates?")
                .isNotEqualTo(answerTo("format of dates?"));
    }

    @Test
    void aModelThatIsUsedWithoutAClientIsObservedToo() {
        model().call(new Prompt("model by call?"));
        model().stream(new Prompt("model by stream?")).blockLast();

        assertThat(Trubrics.event("model by call?").json()).contains("\"prompt_tokens\":3");
        assertThat(Trubrics.event("model by stream?").field("generation")).isEqualTo(answerTo("model by stream?"));
    }

    @Test
    void aClientThatIsNotObservedIsOneExchangeOfItsModel() {
        ChatClient client = ChatClient.create(model());
        client.prompt()
                .user("weather of a created client by call?")
                .tools(new Tools())
                .call()
                .content();
        client.prompt().user("weather of a created client by stream?").tools(new Tools()).stream()
                .content()
                .blockLast();

        for (String how : List.of("call", "stream")) {
            RecordedEvent event = Trubrics.event("weather of a created client by " + how + "?");
            assertThat(event.field("generation")).isEqualTo("It is sunny.");
            assertThat(event.json()).contains("\"tools\":[\"weather\"]");
        }
    }

    @Test
    void anEmbeddingIsNoEvent() {
        assertThatThrownBy(() -> application.getBean(EmbeddingModel.class).embed("embedding?"))
                .isInstanceOf(RuntimeException.class);

        client().prompt().user("after the embedding?").call().content();
        Trubrics.event("after the embedding?");
        assertThat(Trubrics.withPrompt("embedding?")).isEmpty();
    }

    @Test
    void nothingButSpringAiIsObserved() {
        ObservationRegistry registry = application.getBean(ObservationRegistry.class);

        assertThat(Observation.createNotStarted("http.requests", registry).isNoop())
                .isTrue();
    }

    @Test
    void withActuatorTheHandlerJoinsTheRegistryThatIsThere() {
        try (ConfigurableApplicationContext observed = startApplication()) {
            assertThat(observed.containsBean("trubricsObservationRegistry")).isFalse();
            assertThat(Observation.createNotStarted("http.requests", observed.getBean(ObservationRegistry.class))
                            .isNoop())
                    .isFalse();
            ChatClient client = observed.getBean(ChatClient.Builder.class).build();
            client.prompt()
                    .user("weather with Actuator?")
                    .tools(new Tools())
                    .call()
                    .content();
            client.prompt().user("stream with Actuator?").stream().content().blockLast();
        }
        assertThat(Trubrics.event("weather with Actuator?").json())
                .contains("\"tools\":[\"weather\"]", "\"prompt_tokens\":6,");
        assertThat(Trubrics.event("stream with Actuator?").field("generation"))
                .isEqualTo(answerTo("stream with Actuator?"));
    }

    @Test
    void textsCanBeLeftOut() {
        try (ConfigurableApplicationContext discreet = startApplication(
                WITHOUT_ACTUATOR, "--trubrics.llm.include-prompt=false", "--trubrics.llm.max-text-length=4")) {
            discreet.getBean(ChatClient.Builder.class)
                    .build()
                    .prompt("secret question?")
                    .call()
                    .content();
        }
        RecordedEvent event = Trubrics.event("[not included]");
        assertThat(event.json()).doesNotContain("secret question").contains("\"prompt_length\":16");
        assertThat(event.field("generation")).isEqualTo("0 of\u2026");
    }

    @Test
    void anApplicationCanSwitchItOff() {
        try (ConfigurableApplicationContext off =
                startApplication("--trubrics.llm.enabled=false", "--trubrics.enabled=${NOT_SET}")) {
            assertThat(off.getBeanProvider(TrubricsObservationHandler.class).getIfAvailable())
                    .isNull();
        }
    }

    @Test
    void aHundredConcurrentStreamsAreAHundredEventsEachOfItsUser() throws Exception {
        int streams = 100;
        ChatClient client = client();
        ExecutorService users = Executors.newFixedThreadPool(streams);
        for (int i = 0; i < streams; i++) {
            String user = "user-" + i;
            users.execute(() -> {
                MDC.put("user_id", user);
                client.prompt().user("concurrent " + user + "?").stream()
                        .content()
                        .blockLast();
                MDC.clear();
            });
        }
        users.shutdown();
        assertThat(users.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        assertThat(IntStream.range(0, streams).mapToObj(i -> "user-" + i)).allSatisfy(user -> {
            String prompt = "concurrent " + user + "?";
            assertThat(Trubrics.event(prompt))
                    .extracting(event -> event.field("user_id"), event -> event.field("generation"))
                    .containsExactly(user, answerTo(prompt));
        });
    }
}
