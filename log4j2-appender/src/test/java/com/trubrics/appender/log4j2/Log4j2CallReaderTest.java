package com.trubrics.appender.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.lang.management.ManagementFactory;
import java.nio.CharBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.impl.MutableLogEvent;
import org.apache.logging.log4j.message.LocalizedMessage;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ObjectArrayMessage;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.ReusableObjectMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.StringFormattedMessage;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The values of every kind of call, on every way that Log4j2 takes it to an appender. */
@Tag("version-matrix")
@SuppressWarnings("try")
class Log4j2CallReaderTest {
    private final Log4j2CallReader reader = new Log4j2CallReader();

    @ParameterizedTest
    @EnumSource
    void aMapMessageCarriesItsEntriesWithTheirTypes(Route route) {
        Message message = new MapMessage<>(Map.of("event", "Sign Up", "seats", 3, "tags", List.of("a")));

        Map<String, @Nullable Object> fields = route.read(logger -> logger.info(message), this::fields);

        assertThat(fields).containsExactly(entry("event", "Sign Up"), entry("seats", 3), entry("tags", List.of("a")));
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheMapMessagesOfLog4jItselfRunNoCodeOfTheApplication(Route route) {
        assertThat(route.read(logger -> logger.info(new MapMessage<>(Map.of("a", 1))), reader::runsApplicationCode))
                .isFalse();
        assertThat(route.read(logger -> logger.info(new StringMapMessage()), reader::runsApplicationCode))
                .isFalse();
        assertThat(route.read(logger -> logger.info(new OwnMessage()), reader::runsApplicationCode))
                .isTrue();
        assertThat(route.read(logger -> logger.info((Object) Map.of("a", 1)), reader::runsApplicationCode))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aMessageWhoseFormatIsNoTemplateOfItsTextHasNone(Route route) {
        StructuredDataMessage structured = new StructuredDataMessage("Audit@1", "Transfer done", "Transfer");
        ResourceBundle texts = new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {{"order.placed", "Order {} placed"}};
            }
        };
        LocalizedMessage localised = new LocalizedMessage(texts, "order.placed", 7);

        assertThat(route.read(logger -> logger.info(structured), this::templateAndText))
                .containsExactly(null, structured.asString());
        assertThat(route.read(logger -> logger.info(localised), this::templateAndText))
                .containsExactly(null, "Order 7 placed");
        assertThat(route.read(logger -> logger.info("Order {} placed", 7), this::templateAndText))
                .containsExactly("Order {} placed", "Order 7 placed");
        assertThat(route.read(logger -> logger.info("Order placed"), this::templateAndText))
                .containsExactly("Order placed", "Order placed");
        assertThat(route.read(
                        logger -> logger.info(new StringFormattedMessage("Order %d placed", 7)), this::templateAndText))
                .containsExactly("Order %d placed", "Order 7 placed");
    }

    private List<@Nullable String> templateAndText(LogEvent call) {
        return Arrays.asList(reader.template(call), reader.formattedMessage(call));
    }

    /** A class of the application. */
    private static final class OwnMessage extends StringMapMessage {
        private static final long serialVersionUID = 1;
    }

    @Test
    void aMadeUpCallCarriesWhatItIsGiven() {
        LogEvent call = reader.madeUp("com.acme", Map.of("event", "E", "seats", 3), Map.of("user_id", "u"));

        assertThat(reader.loggerName(call)).isEqualTo("com.acme");
        assertThat(reader.threadName(call)).isEqualTo(Thread.currentThread().getName());
        assertThat(reader.levelName(call)).isEqualTo("INFO");
        assertThat(fields(call)).containsExactly(entry("event", "E"), entry("seats", 3));
        assertThat(reader.contextValue(call, "user_id")).isEqualTo("u");
        assertThat(reader.contextFields(call, String::length)).isEqualTo("user_id".length());
    }

    @Test
    void aMadeUpCallAsksNoContextDataProviderOfTheApplication() {
        // A Log4jLogEvent does so while it is built.
        assertThat(reader.madeUp("com.acme", Map.of("event", "E"), Map.of("user_id", "u")))
                .isInstanceOf(MutableLogEvent.class);
    }

    @ParameterizedTest
    @EnumSource
    void aFieldIsFoundByItsName(Route route) {
        Message message = new StringMapMessage().with("event", "Sign Up");

        assertThat(route.<@Nullable Object>read(logger -> logger.info(message), call -> reader.field(call, "event")))
                .isEqualTo("Sign Up");
        assertThat(route.<@Nullable Object>read(logger -> logger.info(message), call -> reader.field(call, "Event")))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource
    void structuredDataMayHoldAnything(Route route) {
        StructuredDataMessage message = new StructuredDataMessage("id", "a message", "a type");
        message.put("event", "Sign Up");
        // As libraries do that know it as a map message only.
        ((MapMessage<?, ?>) message).with("seats", 3);

        Map<String, @Nullable Object> fields = route.read(logger -> logger.info(message), this::fields);

        assertThat(fields).containsExactly(entry("event", "Sign Up"), entry("seats", 3));
    }

    @ParameterizedTest
    @EnumSource
    void aMapThatIsLoggedAsAnObjectCarriesItsEntries(Route route) {
        Map<String, Object> map = Map.of("seats", 3);

        assertThat(route.read(logger -> logger.info((Object) map), this::fields))
                .isEqualTo(map);
        assertThat(route.read(logger -> logger.info(new ObjectMessage(map)), this::fields))
                .isEqualTo(map);
    }

    @ParameterizedTest
    @EnumSource
    void aMapAmongTheParametersOfAMessageIsNoField(Route route) {
        Map<String, Object> map = Map.of("event", "Sign Up");

        assertThat(route.read(logger -> logger.info("cart: {}", map), reader::hasFields))
                .isFalse();
        assertThat(route.read(logger -> logger.info("cart: {}", map), this::fields))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anyOtherMessageHasNoFields(Route route) {
        List<Consumer<Logger>> calls = List.of(
                logger -> logger.info("text"),
                logger -> logger.info(CharBuffer.wrap("text")),
                logger -> logger.info((Object) 42),
                logger -> logger.info(new ObjectMessage("text")),
                logger -> logger.info("text", new IllegalStateException("a cause")),
                logger -> logger.info("{} and {}", Map.of(), Map.of()));

        assertThat(calls).allSatisfy(call -> {
            assertThat(route.read(call, reader::hasFields)).isFalse();
            assertThat(route.<@Nullable Object>read(call, event -> reader.field(event, "event")))
                    .isNull();
        });
    }

    @ParameterizedTest
    @EnumSource
    void theContextIsThatOfTheCall(Route route) {
        try (CloseableThreadContext.Instance ignored =
                CloseableThreadContext.put("user_id", "u1").put("event", "Sign Up")) {
            assertThat(route.<@Nullable Object>read(
                            logger -> logger.info("text"), call -> reader.contextValue(call, "user_id")))
                    .isEqualTo("u1");
            assertThat(route.<@Nullable Object>read(
                            logger -> logger.info("text"), call -> reader.contextValue(call, "plan")))
                    .isNull();
            assertThat(route.read(logger -> logger.info("text"), this::context))
                    .containsOnly(entry("user_id", "u1"), entry("event", "Sign Up"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePatternIsTheMessageBeforeItsParameters(Route route) {
        assertThat(pattern(route, logger -> logger.info("took {} ms", 5))).isEqualTo("took {} ms");
        assertThat(pattern(route, logger -> logger.info("text"))).isEqualTo("text");
        assertThat(pattern(route, logger -> logger.info(CharBuffer.wrap("text"))))
                .isEqualTo("text");
        assertThat(pattern(route, logger -> logger.info((Object) "text"))).isEqualTo("text");
    }

    @ParameterizedTest
    @EnumSource
    void aCallWithoutTextHasNoPattern(Route route) {
        assertThat(pattern(route, logger -> logger.info((Object) Map.of("a", 1))))
                .isNull();
        assertThat(pattern(route, logger -> logger.info(new ObjectMessage(42)))).isNull();
        assertThat(pattern(route, logger -> logger.info(new ObjectArrayMessage("bob", "10.0.0.1"))))
                .isNull();
        assertThat(pattern(route, logger -> logger.info(new StringMapMessage())))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void parametersAreSeen(Route route) {
        assertThat(route.read(logger -> logger.info("took {} ms", 5), reader::hasParameters))
                .isTrue();
        assertThat(route.read(logger -> logger.info("took 5 ms"), reader::hasParameters))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aKeyWithANullValueIsThere(Route route) {
        Map<String, @Nullable Object> map = new HashMap<>();
        map.put("generation", null);

        for (Message message : List.of(new MapMessage<>(map), new ObjectMessage(map))) {
            assertThat(route.<Boolean>read(logger -> logger.info(message), call -> reader.hasField(call, "generation")))
                    .isTrue();
            assertThat(route.<Boolean>read(logger -> logger.info(message), call -> reader.hasField(call, "prompt")))
                    .isFalse();
        }
        assertThat(route.<Boolean>read(logger -> logger.info("text"), call -> reader.hasField(call, "prompt")))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theRestIsThatOfTheCall(Route route) {
        Instant before = Instant.now().minus(Duration.ofMillis(1));

        List<Object> rest = route.read(
                logger -> logger.warn("text"),
                call -> List.of(
                        reader.instant(call),
                        reader.loggerName(call),
                        reader.threadName(call),
                        reader.levelName(call)));

        assertThat((Instant) rest.get(0)).isBetween(before, Instant.now());
        assertThat(rest.subList(1, 4))
                .containsExactly(Route.LOGGER, Thread.currentThread().getName(), "WARN");
    }

    @Test
    void aMapWithOtherKeysThanTextIsReadAsFarAsItGoes() {
        Map<Object, Object> sorted = new TreeMap<>(Map.of(1, "one"));
        assertThat(reader.field(event(new ObjectMessage(sorted)), "event")).isNull();
        assertThat(fields(event(new ObjectMessage(sorted)))).containsExactly(entry("1", "one"));
    }

    @Test
    void aConstantIsANameAndNullIsNone() {
        Map<@Nullable Object, Object> map = new HashMap<>();
        map.put(Plan.PRO, 1);
        map.put(null, 2);
        assertThat(fields(event(new ObjectMessage(map)))).containsExactly(entry("PRO", 1));
    }

    @Test
    void aFieldIsFoundUnderTheNameUnderWhichItIsVisited() {
        Map<Object, Object> anyCase =
                new TreeMap<>((one, other) -> String.CASE_INSENSITIVE_ORDER.compare(one.toString(), other.toString()));
        anyCase.put("Event", "Sign Up");
        Map<Object, Object> mixed = new LinkedHashMap<>();
        mixed.put(new Unreadable(), 1);
        mixed.put(CharBuffer.wrap("user_id"), "u1");

        List<Map<?, ?>> maps = List.of(
                new EnumMap<>(Map.of(Plan.PRO, 1)),
                Map.of(Plan.PRO, 1),
                new HashMap<>(Map.of(Plan.PRO, 1)),
                anyCase,
                mixed,
                new TreeMap<>(Map.of("event", "Sign Up")),
                Collections.unmodifiableMap(Map.of("event", "Sign Up")),
                Map.of("event", "Sign Up"));
        for (Map<?, ?> map : maps) {
            LogEvent call = event(new ObjectMessage(map));
            Map<String, @Nullable Object> visited = fields(call);
            assertThat(visited).hasSize(1).allSatisfy((name, value) -> {
                assertThat(reader.field(call, name)).isEqualTo(value);
                assertThat(reader.hasField(call, name)).isTrue();
            });
            for (String name : List.of("event", "EVENT", "pro", "plan", "the plan for professionals")) {
                assertThat(reader.field(call, name)).isEqualTo(visited.get(name));
                assertThat(reader.hasField(call, name)).isEqualTo(visited.containsKey(name));
            }
        }
    }

    private static final class Unreadable {
        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    /** An enum whose text is for people. */
    private enum Plan {
        PRO;

        @Override
        public String toString() {
            return "the plan for professionals";
        }
    }

    @Test
    void aMapMayHoldNull() {
        Map<String, @Nullable Object> map = new HashMap<>();
        map.put("plan", null);
        assertThat(fields(event(new ObjectMessage(map)))).containsExactly(entry("plan", null));
        assertThat(fields(event(new MapMessage<>(map)))).containsExactly(entry("plan", null));
    }

    @Test
    void aReusableMessageIsReadToo() {
        ReusableObjectMessage message = new ReusableObjectMessage();
        message.set(Map.of("event", "Sign Up"));
        assertThat(fields(event(message))).containsExactly(entry("event", "Sign Up"));
    }

    @Test
    void contextValuesMayBeAnything() {
        SortedArrayStringMap context = new SortedArrayStringMap();
        context.putValue("seats", 3);
        LogEvent event = Log4jLogEvent.newBuilder()
                .setMessage(new SimpleMessage("text"))
                .setContextData(context)
                .build();
        assertThat(reader.contextValue(event, "seats")).isEqualTo(3);
        assertThat(context(event)).containsExactly(entry("seats", 3));
    }

    @Test
    void anEventOfSomebodysOwnMayLackWhatLog4j2AlwaysSets() {
        LogEvent event = Log4jLogEvent.newBuilder().build();
        assertThat(reader.hasFields(event)).isFalse();
        assertThat(reader.field(event, "event")).isNull();
        assertThat(reader.messagePattern(event)).isNull();
        assertThat(reader.loggerName(event)).isEmpty();
        assertThat(reader.contextValue(event, "event")).isNull();
    }

    @Test
    void nanosecondsAreKept() {
        LogEvent event = Log4jLogEvent.newBuilder()
                .setMessage(new ParameterizedMessage("text"))
                .build();
        org.apache.logging.log4j.core.time.Instant instant = event.getInstant();
        assertThat(reader.instant(event))
                .isEqualTo(Instant.ofEpochSecond(instant.getEpochSecond(), instant.getNanoOfSecond()));
    }

    @Test
    void lookingAtACallThatIsNotOursAllocatesNothing() {
        int looks = 10_000;
        long bytes = Route.REUSED_EVENT.read(logger -> logger.info("took {} ms", "5"), call -> {
            com.sun.management.ThreadMXBean threads =
                    (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            look(call);
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < looks; i++) {
                look(call);
            }
            return threads.getCurrentThreadAllocatedBytes() - before;
        });
        // Less than the smallest object each time: what is left is the JVM's own.
        assertThat(bytes).isLessThan(looks);
    }

    private void look(LogEvent call) {
        if (reader.hasFields(call)
                || reader.field(call, "event") != null
                || reader.contextValue(call, "event") != null
                || reader.loggerName(call).isEmpty()
                || reader.threadName(call).isEmpty()) {
            throw new AssertionError("not the call that was made");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theMessageIsReadWithItsParametersAndWithout(Route route) {
        Consumer<Logger> call = logger -> logger.info("Order {} placed by {}", 42, "Ann");

        assertThat(route.<@Nullable String>read(call, reader::formattedMessage)).isEqualTo("Order 42 placed by Ann");
        assertThat(route.<@Nullable Object @Nullable []>read(call, reader::parameters))
                .containsExactly(42, "Ann");
        assertThat(pattern(route, call)).isEqualTo("Order {} placed by {}");
    }

    @ParameterizedTest
    @EnumSource
    void aFinishedTextHasNoParameters(Route route) {
        Consumer<Logger> call = logger -> logger.info("Order 42 placed");

        assertThat(route.<@Nullable String>read(call, reader::formattedMessage)).isEqualTo("Order 42 placed");
        assertThat(route.<Integer>read(call, event -> {
                    Object[] parameters = reader.parameters(event);
                    return parameters == null ? 0 : parameters.length;
                }))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aMarkerIsFoundByItsNameAndByThoseItHas(Route route) {
        Marker security = MarkerManager.getMarker("READER_SECURITY");
        Marker audit = MarkerManager.getMarker("READER_AUDIT").setParents(security);

        for (String name : List.of("READER_AUDIT", "READER_SECURITY")) {
            assertThat(route.<Boolean>read(logger -> logger.info(audit, "text"), call -> reader.hasMarker(call, name)))
                    .isTrue();
        }
        assertThat(route.<Boolean>read(
                        logger -> logger.info(audit, "text"), call -> reader.hasMarker(call, "UNHEARD_OF")))
                .isFalse();
        assertThat(route.<Boolean>read(logger -> logger.info("text"), call -> reader.hasMarker(call, "READER_AUDIT")))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theExceptionIsReadByItsClassAndMessage(Route route) {
        Consumer<Logger> call = logger -> logger.info("Order {} failed", 42, new IllegalStateException("why"));

        assertThat(route.<@Nullable String>read(call, reader::exceptionClass))
                .isEqualTo("java.lang.IllegalStateException");
        assertThat(route.<@Nullable String>read(call, reader::exceptionMessage)).isEqualTo("why");
        assertThat(route.<@Nullable String>read(logger -> logger.info("text"), reader::exceptionClass))
                .isNull();
    }

    private @Nullable String pattern(Route route, Consumer<Logger> call) {
        return route.<@Nullable String>read(call, reader::messagePattern);
    }

    private Map<String, @Nullable Object> fields(LogEvent call) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        reader.forEachField(call, fields::put);
        assertThat(reader.hasFields(call)).isEqualTo(!fields.isEmpty());
        return fields;
    }

    private Map<String, @Nullable Object> context(LogEvent call) {
        Map<String, @Nullable Object> context = new HashMap<>();
        reader.forEachContextValue(call, context::put);
        return context;
    }

    private static LogEvent event(Message message) {
        return Log4jLogEvent.newBuilder().setMessage(message).build();
    }
}
