package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.info;
import static com.trubrics.appender.testkit.LogLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Event;
import com.trubrics.appender.EventFilter;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.Option;
import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.UserEvent;
import java.nio.CharBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves the process of an event: which properties, how much of a text, whose events, and what a filter decides. */
public abstract class EgressContract extends AppenderContract {

    private static final LogLine SIGN_UP = line().field("event", "Sign Up").field("user_id", "u1");
    private static final String SIGN_UP_GOLDEN = """
            {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""";
    private static final String LONG = "x".repeat(3_000_000);

    @Test
    public void anExcludedPropertyLeavesFromNoSource() {
        AppenderConfig config = config().option("excludeProperties", "secret*, $text, log_level, id")
                .option("includeMdc", "*")
                .option("includeLogContext", "true")
                .option("eventIdProperty", "id")
                .staticProperty("secret_1", "no")
                .staticProperty("logger_name", "shop")
                .staticProperty("thread_name", "t");
        LogLine line = SIGN_UP.mdc("Secret_2", "no")
                .mdc("properties.secret_3", "no")
                .mdc("properties", "{\"secret_4\":\"no\",\"a\":1}")
                .field("plan", "pro")
                .field("properties", Map.of("SECRET_5", "no", "b", 2))
                .field("properties.secret_6", "no")
                .field("secret_7", "no")
                .field("text", "no");
        log(config, line).isUserEvent("""
                {"user_id":"u1","event":"Sign Up","properties":{"a":1,"b":2,"logger_name":"%s","plan":"pro",\
                "thread_name":"%s"},"timestamp":"NOW"}""".formatted(
                        LogLine.LOGGER, Thread.currentThread().getName()));
    }

    @Test
    public void exclusionsOfPropertiesThatAreWrittenTwiceAddUp() {
        AppenderConfig config = config().element("<excludeProperties>password</excludeProperties>")
                .element("<excludeProperties>token, card*</excludeProperties>");
        LogLine line = SIGN_UP.field("card_number", "no")
                .field("password", "no")
                .field("plan", "pro")
                .field("token", "no");
        Report report = log(config, line);
        report.isUserEvent("""
                {"user_id":"u1","event":"Sign Up","properties":{"plan":"pro"},"timestamp":"NOW"}""");
        report.warnsAboutNothing();
    }

    @Test
    public void whatIsExcludedDoesNotCountAndIsNotRead() {
        log(
                        config().option("excludeProperties", "body"),
                        SIGN_UP.field("body", LONG),
                        SIGN_UP.field("body", new Unreadable()))
                .warnsAboutNothing();
        assertThat(server().events()).hasSize(2);
    }

    @Test
    public void aLongTextIsCutWhereverItIs() {
        LogLine signUp = SIGN_UP.field("list", List.of("short", Map.of("inner", "a longer text")))
                .field("text", "another long text")
                .field("title", "short text");
        LogLine answer = line().field("generation", "An analytics platform.")
                .field("prompt", "What is Trubrics?")
                .field("thread_id", "a thread ID that is long")
                .field("user_id", CharBuffer.wrap("a user ID that is long"));
        Report report = log(config().option("maxTextLength", "10"), signUp, answer);
        assertThat(report.userEvents()).containsExactly("""
                {"user_id":"u1","event":"Sign Up","properties":{"$text":"another l…",\
                "list":["short",{"inner":"a longer …"}],"title":"short text"},"timestamp":"NOW"}""");
        assertThat(report.llmEvents()).containsExactly("""
                {"user_id":"a user ID that is long","prompt":"What is T…","generation":"An analyt…",\
                "timestamp":"NOW","thread_id":"a thread ID that is long"}""");
    }

    @Test
    public void whatIsCutOffDoesNotCount() {
        Report report = log(
                config().option("maxTextLength", "5"),
                SIGN_UP.field("body", LONG),
                SIGN_UP.field("body", CharBuffer.wrap(LONG)),
                SIGN_UP.field("properties", "{\"body\":\"" + LONG + "\"}"),
                SIGN_UP.field("properties", Map.of("body", LONG)),
                line().field("generation", List.of(LONG, LONG))
                        .field("prompt", LONG)
                        .field("user_id", "u1"));
        assertThat(report.userEvents()).hasSize(4).containsOnly("""
                {"user_id":"u1","event":"Sign Up","properties":{"body":"xxxx…"},"timestamp":"NOW"}""");
        assertThat(report.llmEvents()).containsExactly("""
                {"user_id":"u1","prompt":"xxxx…","generation":"[\\"xx…","timestamp":"NOW"}""");
        report.warnsAboutNothing();
    }

    @Test
    public void allEventsOfAUserStayOrNone() {
        List<String> users = IntStream.range(0, 50).mapToObj(i -> "u" + i).toList();
        Report report = run(
                config().option("sampleRate", "0.5"),
                logging -> users.forEach(user -> IntStream.range(0, 2)
                        .forEach(n ->
                                logging.log(line().field("event", "Sign Up").field("user_id", user)))));
        Map<String, Long> sent = server().events().stream()
                .collect(Collectors.groupingBy(event -> String.valueOf(event.field("user_id")), Collectors.counting()));
        assertThat(sent)
                .hasSizeBetween(10, 40)
                .allSatisfy((user, count) -> assertThat(count).as(user).isEqualTo(2));
        report.warnsAboutNothing();
    }

    @Test
    public void aFilterSeesEachEventAndSendsAnotherOneOrNone() {
        Report report = log(
                config().option("eventFilter", Redacting.class.getName()),
                SIGN_UP.field("email", "ana@example.org").field("plan", "pro"),
                line().field("event", "Internal").field("user_id", "u1"),
                line().field("generation", "Hello!").field("prompt", "I am Ana").field("user_id", "u1"),
                line().field("event", "Anonymous").field("user_id", "u1"));
        assertThat(report.userEvents()).containsExactly("""
                {"user_id":"u1","event":"Sign Up","properties":{"plan":"pro"},"timestamp":"NOW"}""", """
                {"user_id":"nobody","event":"Anonymous","timestamp":"NOW"}""");
        assertThat(report.llmEvents()).containsExactly("""
                {"user_id":"u1","prompt":"***","generation":"Hello!","timestamp":"NOW"}""");
        report.warnsAboutNothing();
    }

    @Test
    public void aFilterThatDropsIsNoReasonForAFlushToFail() {
        run(config().option("eventFilter", Redacting.class.getName()), logging -> {
            logging.log(line().field("event", "Internal").field("user_id", "u1"));
            logging.log(SIGN_UP);
            assertThat(TrubricsClient.flushAll(Duration.ofSeconds(20))).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Exception", "Error"})
    public void anEventForWhichTheFilterThrowsIsDroppedWithOneWarning(String thrown) {
        LogLine bad = line().field("event", thrown).field("user_id", "u1");
        Report report = log(config().option("eventFilter", Throwing.class.getName()), bad, SIGN_UP, bad, bad);
        report.isUserEvent(SIGN_UP_GOLDEN);
        assertThat(report.warnings())
                .anyMatch(warning -> warning.contains(Throwing.class.getName()) && warning.contains("dropped"))
                .noneMatch(warning -> warning.contains("secret"))
                .noneMatch(warning -> warning.contains("not delivered"));
    }

    @Test
    public void whatAFilterLogsIsNoEvent() {
        whatAFilterLogsIsNoEvent(config());
    }

    @Test
    public void whatAFilterLogsBehindAnAsynchronousAppenderIsNoEvent() {
        whatAFilterLogsIsNoEvent(config().with(AppenderConfig.Trait.ASYNC));
    }

    private void whatAFilterLogsIsNoEvent(AppenderConfig config) {
        run(config.option("eventFilter", Chatty.class.getName()).option("flushBatchSize", "1"), logging -> {
            Chatty.LOGGING.set(logging);
            try {
                logging.log(SIGN_UP.field("n", 1));
                server().awaitEvents(1);
                logging.log(SIGN_UP.field("n", 2));
                server().awaitEvents(2);
            } finally {
                Chatty.LOGGING.set(null);
            }
        });
        assertThat(server().events().stream().map(event -> event.property("n"))).containsExactlyInAnyOrder("1", "2");
    }

    @ParameterizedTest
    @CsvSource({
        "eventFilter, com.acme.NoSuchFilter, no such class",
        "eventFilter, java.lang.String, com.trubrics.appender.EventFilter",
        "eventFilter, com.trubrics.appender.testkit.EgressContract$Closed, public constructor",
        "eventFilter, com.trubrics.appender.testkit.EgressContract$Broken, java.lang.IllegalStateException",
        "excludeProperties, 'a,\"b\"', names of properties",
        "maxTextLength, 0, at least 1",
        "maxTextLength, long, must be a whole number",
        "sampleRate, 1.1, from 0 to 1",
        "sampleRate, 10%, from 0 to 1"
    })
    public void aMistakeAboutWhatLeavesFailsClosed(String option, String value, String reason) {
        Report report = log(config().option(option, value), SIGN_UP, SIGN_UP);
        report.isNothing();
        report.warnsOnceAbout(option, reason, "no events will be sent");
        assertThat(report.neighbourLines()).hasSize(2);
    }

    @Test
    public void theSameOptionsHoldForAClient() {
        List<String> said = new CopyOnWriteArrayList<>();
        try (TrubricsClient client = TrubricsClient.builder()
                .apiKey("test-key")
                .host(server().host())
                .option(Option.EXCLUDE_PROPERTIES, "email")
                .option(Option.MAX_TEXT_LENGTH, "5")
                .eventFilter(event -> event.userId().equals("robot") ? null : event.withProperty("seen", true))
                .diagnostics((level, message, cause) -> said.add(message))
                .build()) {
            client.track("u1", "Sign Up", Map.of("email", "ana@example.org", "body", LONG));
            client.track("robot", "Sign Up", Map.of());
        }
        assertThat(server().events()).singleElement().satisfies(event -> {
            assertThat(event.property("body")).isEqualTo("xxxx…");
            assertThat(event.property("seen")).isEqualTo("true");
            assertThat(event.property("email")).isNull();
        });
        assertThat(said).anyMatch(message -> message.contains("1 FILTERED"));
    }

    /** Redacts, renames and drops. */
    public static final class Redacting implements EventFilter {
        @Override
        public @Nullable Event filter(Event event) {
            if (event instanceof LlmEvent llm) {
                return llm.toBuilder().prompt("***").build();
            }
            UserEvent user = (UserEvent) event;
            return switch (user.event()) {
                case "Internal" -> null;
                case "Anonymous" -> user.toBuilder().userId("nobody").build();
                default -> user.withoutProperty("email");
            };
        }
    }

    /** Throws what the event's name says. */
    public static final class Throwing implements EventFilter {
        @Override
        public Event filter(Event event) {
            switch (((UserEvent) event).event()) {
                case "Exception" -> throw new IllegalStateException("secret");
                case "Error" -> throw new NoClassDefFoundError("secret");
                default -> {
                    return event;
                }
            }
        }
    }

    /** Logs an event for each event. */
    public static final class Chatty implements EventFilter {
        static final AtomicReference<@Nullable LoggingSystem> LOGGING = new AtomicReference<>();

        @Override
        public Event filter(Event event) {
            LoggingSystem logging = LOGGING.get();
            if (logging != null) {
                logging.log(info("filtered").field("event", "Filtered").field("user_id", "u1"));
            }
            return event;
        }
    }

    /** Has no constructor that may be called. */
    public static final class Closed implements EventFilter {
        private Closed() {}

        @Override
        public Event filter(Event event) {
            return event;
        }
    }

    /** Cannot be created. */
    public static final class Broken implements EventFilter {
        /** Throws. */
        public Broken() {
            throw new IllegalStateException("secret");
        }

        @Override
        public Event filter(Event event) {
            return event;
        }
    }

    private static final class Unreadable {
        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }
}
