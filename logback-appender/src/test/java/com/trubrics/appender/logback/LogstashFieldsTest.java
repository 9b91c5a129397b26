package com.trubrics.appender.logback;

import static net.logstash.logback.argument.StructuredArguments.array;
import static net.logstash.logback.argument.StructuredArguments.defer;
import static net.logstash.logback.argument.StructuredArguments.entries;
import static net.logstash.logback.argument.StructuredArguments.fields;
import static net.logstash.logback.argument.StructuredArguments.keyValue;
import static net.logstash.logback.argument.StructuredArguments.kv;
import static net.logstash.logback.argument.StructuredArguments.raw;
import static net.logstash.logback.argument.StructuredArguments.v;
import static net.logstash.logback.argument.StructuredArguments.value;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.AppenderContract;
import com.trubrics.appender.testkit.CompiledSnippet;
import com.trubrics.appender.testkit.LogLine;
import com.trubrics.appender.testkit.LoggingSystem;
import com.trubrics.appender.testkit.Snippets;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** The arguments and markers of logstash-logback-encoder as fields of the call, with each version of that library. */
@Tag("version-matrix")
class LogstashFieldsTest extends AppenderContract {

    @Override
    protected LoggingSystem configure(AppenderConfig config) {
        return LogbackSystem.start(config);
    }

    /** What arrived, without the times. */
    private List<String> events(Consumer<Logger> calls) {
        var unused = run(
                config(),
                logging -> calls.accept(((LogbackSystem) logging).context().getLogger(LogLine.LOGGER)));
        return server().events().stream()
                .map(event -> event.json().replaceAll(",\"timestamp\":\"[^\"]*\"", ""))
                .toList();
    }

    @Test
    void argumentsAreFields() {
        assertThat(events(log -> log.info(
                        "{} of {}: {} {}",
                        kv("event", "Sign Up"),
                        v("user_id", 42),
                        keyValue("plan", "pro"),
                        value("seats", 3),
                        array("tags", "a", "b"))))
                .containsExactly("""
                        {"user_id":"42","event":"Sign Up","properties":{"plan":"pro","seats":3,"tags":["a","b"]}}""");
    }

    @Test
    void entriesAndObjectsAreFieldsToo() {
        assertThat(events(log -> {
                    log.info("{}", entries(Map.of("event", "Sign Up", "user_id", "u1")));
                    log.info("{}", fields(new SignIn("Sign In", "u1", 2)));
                    log.info("{}", fields(new Bean()));
                }))
                .containsExactly("""
                        {"user_id":"u1","event":"Sign Up"}""", """
                        {"user_id":"u1","event":"Sign In","properties":{"seats":2}}""", """
                        {"user_id":"u1","event":"Log Out","properties":{"renamed":"r","active":true}}""");
    }

    @Test
    void rawJsonIsJson() {
        assertThat(events(log -> log.info(
                        "{}",
                        kv("event", "Sign Up"),
                        kv("user_id", "u1"),
                        raw("a", "{\"b\":[1,2]}"),
                        raw("c", "{no json"))))
                .containsExactly("""
                        {"user_id":"u1","event":"Sign Up","properties":{"a":{"b":[1,2]},"c":"{no json"}}""");
    }

    @Test
    void markersAreFieldsHoweverTheyAreNested() {
        Marker plain = MarkerFactory.getDetachedMarker("AUDIT");
        assertThat(events(log -> {
                    log.info(
                            Markers.append("event", "Sign Up")
                                    .and(Markers.appendEntries(Map.of("user_id", "u1")))
                                    .and(Markers.appendArray("tags", 1, 2))
                                    .and(Markers.appendRaw("raw", "{\"a\":1}")),
                            "signed up");
                    log.info(
                            Markers.appendFields(new SignIn("Sign In", "u1", 2)).and(plain), "signed in");
                    log.info(plain, "neither");
                }))
                .containsExactly("""
                        {"user_id":"u1","event":"Sign Up","properties":{"tags":[1,2],"raw":{"a":1}}}""", """
                        {"user_id":"u1","event":"Sign In","properties":{"seats":2}}""");
    }

    @Test
    void keyValuesWinOverArgumentsAndTheseOverMarkers() {
        assertThat(events(log -> log.atInfo()
                        .addMarker(Markers.appendEntries(Map.of("event", "marker", "user_id", "marker", "a", "marker")))
                        .addArgument(kv("event", "first argument"))
                        .addArgument(kv("event", "argument"))
                        .addArgument(kv("user_id", "argument"))
                        .addKeyValue("event", "key-value")
                        .log("{}")))
                .containsExactly("""
                        {"user_id":"argument","event":"key-value","properties":{"a":"marker"}}""");
    }

    @Test
    void aDeferredArgumentIsOnlyAskedForTheSakeOfAnEvent() {
        AtomicInteger asked = new AtomicInteger();
        assertThat(events(log -> {
                    log.info("{}", defer(() -> {
                        asked.incrementAndGet();
                        return kv("event", "Not One");
                    }));
                    int before = asked.get();
                    log.info("{}", kv("event", "Sign Up"), kv("user_id", "u1"), defer(() -> kv("plan", "pro")));
                    assertThat(before).isLessThanOrEqualTo(1); // by the neighbour, which formats
                }))
                .containsExactly("""
                        {"user_id":"u1","event":"Sign Up","properties":{"plan":"pro"}}""");
    }

    @Test
    void anArgumentThatThrowsCostsOnlyItself() {
        Map<String, Object> hostile = new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                throw new IllegalStateException("no entries");
            }

            @Override
            public String toString() {
                return "hostile";
            }
        };
        assertThat(events(log -> log.info(
                        "{}", kv("event", "Sign Up"), kv("user_id", "u1"), entries(hostile), kv("plan", "pro"))))
                .containsExactly("""
                        {"user_id":"u1","event":"Sign Up","properties":{"plan":"pro"}}""");
    }

    @Test
    void whereTheLibraryIsAbsentArgumentsAreNothing() {
        LogstashFields absent = LogstashFields.find(ClassLoader.getPlatformClassLoader());
        assertThat(absent).isNull();
        LogbackCallReader without = new LogbackCallReader(absent);
        ILoggingEvent call = call(log -> log.info("{}", kv("event", "Sign Up")));

        assertThat(without.ownFields(call, name -> 1)).isZero();
        assertThat(without.runsApplicationCode(call)).isFalse();
        assertThat(LogbackCallReader.INSTANCE.ownFields(call, name -> 1)).isEqualTo(1);
    }

    @Test
    void ordinaryArgumentsAreNoFields() {
        ILoggingEvent call = call(log -> log.info(MarkerFactory.getMarker("AUDIT"), "{} {}", "event", null));
        assertThat(LogbackCallReader.INSTANCE.ownFields(call, name -> 1)).isZero();
        assertThat(LogbackCallReader.INSTANCE.hasFields(call)).isFalse();
    }

    @Test
    void onlyACallWithSuchArgumentsMayRunCodeOfTheApplication() {
        LogbackCallReader reader = LogbackCallReader.INSTANCE;
        assertThat(reader.runsApplicationCode(call(log -> log.info("{}", kv("a", 1)))))
                .isTrue();
        assertThat(reader.runsApplicationCode(call(log -> log.info(Markers.append("a", 1), "text"))))
                .isTrue();
        assertThat(reader.runsApplicationCode(
                        call(log -> log.atInfo().addKeyValue("a", 1).log("{}", "b"))))
                .isFalse();
    }

    @Test
    void theDocumentedCallsAreEvents(@TempDir Path directory) {
        CompiledSnippet snippet = CompiledSnippet.compile(
                Snippets.only("docs/mapping.md", "java logstash"),
                List.of(
                        "net.logstash.logback.marker.Markers",
                        "static net.logstash.logback.argument.StructuredArguments.*"),
                Map.of("log", Logger.class.getName()),
                directory);
        assertThat(events(log -> snippet.run(Logger.class, log))).containsExactly("""
                {"user_id":"u-42","event":"Sign Up","properties":{"plan":"pro"}}""", """
                {"user_id":"u-42","event":"Sign Up"}""");
    }

    private ILoggingEvent call(Consumer<Logger> action) {
        ListAppender<ILoggingEvent> calls = new ListAppender<>();
        try (LogbackSystem system = LogbackSystem.start(AppenderConfig.bare().option("enabled", "false"))) {
            Logger logger = system.context().getLogger(LogLine.LOGGER);
            calls.setContext(system.context());
            calls.start();
            logger.addAppender(calls);
            action.accept(logger);
        }
        return calls.list.get(0);
    }

    record SignIn(String event, @JsonProperty("user_id") String userId, int seats) {}

    /** As an application writes them for Jackson. */
    @JsonIgnoreProperties("internal")
    public static final class Bean {
        @JsonIgnore
        private final String password = "secret";

        public String getEvent() {
            return "Log Out";
        }

        @JsonProperty("user_id")
        public String getUser() {
            return "u1";
        }

        public boolean isActive() {
            return true;
        }

        @JsonProperty("renamed")
        public String getOther() {
            return "r";
        }

        public String getPassword() {
            return password;
        }

        public String getInternal() {
            return "secret";
        }

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        public String getToken() {
            return "secret";
        }

        public String notAGetter() {
            return "no";
        }
    }
}
