package com.example.llm;

import static com.example.llm.OpenAiStub.answerTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.springai.TrubricsObservationHandler;
import com.trubrics.appender.testkit.RecordedEvent;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.converter.ListOutputConverter;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A Spring Boot application, most of the time without Actuator, asks a model of Spring AI: what arrives at Trubrics. */
class SpringAiTest extends ExchangeContract {

    /** What gives an application with Actuator its registry: a class of Boot 3, and one of Boot 4. */
    private static final String WITHOUT_ACTUATOR = "--spring.autoconfigure.exclude="
            + "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration,"
            + "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration";

    private static ConfigurableApplicationContext application;

    /** With Actuator, started by the tests that need them. */
    private static final Map<String, ConfigurableApplicationContext> OTHERS = new ConcurrentHashMap<>();

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
        application = startApplication(WITHOUT_ACTUATOR);
    }

    private static ConfigurableApplicationContext startApplication(String... more) {
        SpringApplication spring = new SpringApplication(Application.class);
        spring.setWebApplicationType(WebApplicationType.NONE);
        String[] arguments = {
            "--spring.main.banner-mode=off",
            "--logging.level.root=WARN",
            "--spring.ai.openai.api-key=none",
            "--spring.ai.openai.base-url=" + openAiUrl(),
            "--spring.ai.openai.chat.options.model=gpt-4o",
            "--spring.ai.openai.chat.model=gpt-4o"
        };
        return spring.run(
                Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new));
    }

    private static ConfigurableApplicationContext other(String argument) {
        return OTHERS.computeIfAbsent(argument, SpringAiTest::startApplication);
    }

    @AfterAll
    static void stop() {
        application.close();
        OTHERS.values().forEach(ConfigurableApplicationContext::close);
    }

    @Override
    protected String framework() {
        return "spring-ai";
    }

    @Override
    protected String ask(String question) {
        return client().prompt().system("Be brief.").user(question).call().content();
    }

    @Override
    protected void stream(String question) {
        client().prompt().user(question).stream().content().blockLast();
    }

    @Override
    protected void askInConversation(String id, String question) {
        client().prompt()
                .user(question)
                .advisors(advisors -> advisors.param("chat_memory_conversation_id", id))
                .call()
                .content();
    }

    @Override
    protected void askWithTool(String question) {
        client().prompt().user(question).tools(new Tools()).call().content();
    }

    @Override
    protected void streamWithTool(String question) {
        client().prompt().user(question).tools(new Tools()).stream().content().blockLast();
    }

    @Override
    protected void askDiscreetly(String question) {
        try (ConfigurableApplicationContext discreet = startApplication(
                WITHOUT_ACTUATOR, "--trubrics.llm.include-prompt=false", "--trubrics.llm.max-text-length=4")) {
            client(discreet).prompt(question).call().content();
        }
    }

    @Override
    protected void streamIntoSmallEvent(String question, Consumer<String> parts) {
        stream(other("--trubrics.max-event-bytes=" + EVENT_BYTES), question, parts);
    }

    @Override
    protected void streamUnwatched(String question, Consumer<String> parts) {
        stream(other("--trubrics.llm.enabled=false"), question, parts);
    }

    private static void stream(ConfigurableApplicationContext of, String question, Consumer<String> parts) {
        client(of).prompt().user(question).stream().content().doOnNext(parts).blockLast();
    }

    @Override
    protected String testedWith() {
        String boot = SpringBootVersion.getVersion();
        return "Spring AI " + version(ChatModel.class) + " on Boot " + boot.substring(0, boot.lastIndexOf('.'));
    }

    private static ChatClient client() {
        return client(application);
    }

    private static ChatClient client(ConfigurableApplicationContext of) {
        return of.getBean(ChatClient.Builder.class).build();
    }

    private static ChatModel model() {
        return application.getBean(ChatModel.class);
    }

    @Test
    void aCancelledStreamIsAnEvent() {
        client().prompt().user("endless?").stream().content().take(5).blockLast();

        RecordedEvent event = Trubrics.event("endless?");
        assertThat(event.property("llm_outcome")).isEqualTo("cancelled");
        assertThat(event.field("user_id")).isEqualTo("u1");
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

    /** Whether the next round of a stream begins before the observation of the one before has ended is chance. */
    @Test
    void aClientThatIsNotObservedIsOneExchangeOfItsModel() {
        ChatClient client = ChatClient.create(model());
        List<String> prompts = new ArrayList<>(List.of("weather of a created client?"));
        client.prompt().user(prompts.get(0)).tools(new Tools()).call().content();
        for (int i = 0; i < 20; i++) {
            String prompt = "weather of created client " + i + "?";
            prompts.add(prompt);
            client.prompt().user(prompt).tools(new Tools()).stream().content().blockLast();
        }

        assertThat(prompts).allSatisfy(prompt -> {
            RecordedEvent event = Trubrics.event(prompt);
            assertThat(event.field("generation")).isEqualTo("It is sunny.");
            assertThat(event.json()).contains("\"tools\":[\"weather\"]");
        });
        assertThat(Trubrics.event(prompts.get(0)).json()).contains("\"prompt_tokens\":6,", "\"completion_tokens\":10");
    }

    /** The model gives all tool calls the same ID. */
    @Test
    void usersOfAClientThatIsNotObservedWhoAskTheSameAtTheSameTimeHaveAnEventEach() throws Exception {
        ChatClient client = ChatClient.create(model());
        List<String> names =
                IntStream.range(0, 20).mapToObj(user -> "of-many-" + user).toList();
        ExecutorService users = Executors.newFixedThreadPool(names.size());
        for (String user : names) {
            users.execute(() -> {
                MDC.put("user_id", user);
                client.prompt().user("slow weather aloud?").tools(new Tools()).stream()
                        .content()
                        .blockLast();
                client.prompt().user("weather aloud?").tools(new Tools()).call().content();
                MDC.clear();
            });
        }
        users.shutdown();
        assertThat(users.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        for (String question : List.of("slow weather aloud?", "weather aloud?")) {
            assertThat(Trubrics.events(question, names.size()))
                    .allSatisfy(event -> assertThat(event.field("generation")).endsWith("It is sunny."))
                    .extracting(event -> event.field("user_id"))
                    .containsExactlyInAnyOrderElementsOf(names);
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
            ChatClient client = client(observed);
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
    void anApplicationCanSwitchItOff() {
        try (ConfigurableApplicationContext off =
                startApplication("--trubrics.llm.enabled=false", "--trubrics.enabled=${NOT_SET}")) {
            assertThat(off.getBeanProvider(TrubricsObservationHandler.class).getIfAvailable())
                    .isNull();
        }
    }
}
