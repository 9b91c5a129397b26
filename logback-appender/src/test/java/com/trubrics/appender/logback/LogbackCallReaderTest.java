package com.trubrics.appender.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.event.KeyValuePair;

@Tag("version-matrix")
class LogbackCallReaderTest {
    private final LogbackCallReader reader = LogbackCallReader.INSTANCE;
    private final LoggerContext context = new LoggerContext();

    LogbackCallReaderTest() {
        context.setMDCAdapter(MDC.getMDCAdapter());
    }

    @AfterEach
    void clearTheMdc() {
        MDC.clear();
    }

    @Test
    void aPlainLineHasNeitherFieldsNorContext() {
        LoggingEvent call = call();
        assertThat(reader.hasFields(call)).isFalse();
        assertThat(reader.field(call, "event")).isNull();
        assertThat(reader.contextValue(call, "event")).isNull();
        reader.forEachField(call, (name, value) -> {
            throw new AssertionError(name);
        });
        reader.forEachContextValue(call, (name, value) -> {
            throw new AssertionError(name);
        });
    }

    @Test
    void anEmptyListOfKeyValuesIsNoField() {
        LoggingEvent call = call();
        call.setKeyValuePairs(new ArrayList<>());
        assertThat(reader.hasFields(call)).isFalse();
        assertThat(reader.field(call, "event")).isNull();
    }

    @Test
    void keyValuesKeepTheirTypesAndTheLastOfDuplicatesCounts() {
        LoggingEvent call =
                call(new KeyValuePair("seats", 3), new KeyValuePair("plan", "a"), new KeyValuePair("plan", "b"));
        assertThat(reader.hasFields(call)).isTrue();
        assertThat(reader.field(call, "seats")).isEqualTo(3);
        assertThat(reader.field(call, "plan")).isEqualTo("b");
        assertThat(reader.field(call, "other")).isNull();
    }

    @Test
    void aKeyWithANullValueIsThere() {
        LoggingEvent call = call(new KeyValuePair(null, "lost"), new KeyValuePair("generation", null));
        assertThat(reader.hasField(call, "generation")).isTrue();
        assertThat(reader.hasField(call, "prompt")).isFalse();
        assertThat(reader.hasField(call(), "generation")).isFalse();
    }

    @Test
    void anEventOfSomebodysOwnMayLackWhatLogbackAlwaysSets() {
        ILoggingEvent call = (ILoggingEvent) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ILoggingEvent.class},
                (proxy, method, arguments) -> method.getReturnType() == long.class ? 0L : null);
        assertThat(reader.hasFields(call)).isFalse();
        assertThat(reader.field(call, "event")).isNull();
        assertThat(reader.contextValue(call, "event")).isNull();
        assertThat(reader.messagePattern(call)).isNull();
        assertThat(reader.loggerName(call)).isEmpty();
        assertThat(reader.threadName(call)).isEmpty();
        assertThat(reader.levelName(call)).isEmpty();
        assertThat(reader.instant(call)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void theKeysOfTheMdcAreSeenInOneVisit() {
        assertThat(reader.contextFields(call(), String::length)).isZero();

        MDC.put("a", "1");
        MDC.put("bb", "2");
        assertThat(reader.contextFields(call(), String::length)).isEqualTo(1 | 2);
    }

    @Test
    void aMadeUpCallCarriesWhatItIsGiven() {
        ILoggingEvent call = reader.madeUp("com.acme", Map.of("event", "E", "seats", 3), Map.of("user_id", "u"));

        assertThat(reader.loggerName(call)).isEqualTo("com.acme");
        assertThat(reader.threadName(call)).isEqualTo(Thread.currentThread().getName());
        assertThat(reader.levelName(call)).isEqualTo("INFO");
        assertThat(reader.instant(call)).isEqualTo(Instant.EPOCH);
        assertThat(reader.field(call, "event")).isEqualTo("E");
        assertThat(reader.field(call, "seats")).isEqualTo(3);
        assertThat(reader.contextValue(call, "user_id")).isEqualTo("u");
        assertThat(reader.formattedMessage(call)).isEmpty();
    }

    @Test
    void everyKeyValueIsVisitedInOrder() {
        LoggingEvent call = call(new KeyValuePair("b", null), new KeyValuePair("a", 1), new KeyValuePair("b", 2));
        List<String> visited = new ArrayList<>();
        reader.forEachField(call, (name, value) -> visited.add(name + "=" + value));
        assertThat(visited).containsExactly("b=null", "a=1", "b=2");
    }

    @Test
    void aKeyValueWithoutKeyIsPassedOver() {
        LoggingEvent call = call(new KeyValuePair(null, "lost"), new KeyValuePair("a", 1));
        List<String> visited = new ArrayList<>();
        reader.forEachField(call, (name, value) -> visited.add(name));
        assertThat(visited).containsExactly("a");
        assertThat(reader.field(call, "b")).isNull();
    }

    @Test
    void theContextIsTheOneOfTheLine() {
        MDC.put("user_id", "u1");
        LoggingEvent call = call();
        call.prepareForDeferredProcessing();
        MDC.put("user_id", "u2");

        assertThat(reader.contextValue(call, "user_id")).isEqualTo("u1");
        List<String> visited = new ArrayList<>();
        reader.forEachContextValue(call, (name, value) -> visited.add(name + "=" + value));
        assertThat(visited).containsExactly("user_id=u1");
    }

    @Test
    void aMissingMdcIsAnEmptyOne() {
        LoggingEvent call = new LoggingEvent() {
            @Override
            public @Nullable Map<String, String> getMDCPropertyMap() {
                return null;
            }
        };
        assertThat(reader.contextValue(call, "event")).isNull();
        reader.forEachContextValue(call, (name, value) -> {
            throw new AssertionError(name);
        });
    }

    @Test
    void theInstantIsTheEventsOwnOrItsTimeStamp() {
        Instant precise = Instant.parse("2024-10-09T13:21:46.182345Z");
        LoggingEvent call = call();
        call.setInstant(precise);
        assertThat(reader.instant(call)).isEqualTo(precise);

        LoggingEvent old = new LoggingEvent() {
            @Override
            public @Nullable Instant getInstant() {
                return null;
            }

            @Override
            public long getTimeStamp() {
                return 1_728_480_106_182L;
            }
        };
        assertThat(reader.instant(old)).isEqualTo("2024-10-09T13:21:46.182Z");
    }

    @Test
    void theRestIsWhatLogbackSays() {
        LoggingEvent call = call();
        assertThat(reader.messagePattern(call)).isEqualTo("{} signed up");
        assertThat(reader.hasParameters(call)).isTrue();
        assertThat(reader.loggerName(call)).isEqualTo("com.acme.Shop");
        assertThat(reader.threadName(call)).isEqualTo(Thread.currentThread().getName());
        assertThat(reader.levelName(call)).isEqualTo("WARN");
    }

    @Test
    @SuppressWarnings("deprecation") // no other way to put a marker into another one
    void aMarkerIsFoundByItsNameAndWithinOthers() {
        Marker audit = MarkerFactory.getDetachedMarker("AUDIT");
        audit.add(MarkerFactory.getDetachedMarker("SECURITY"));
        LoggingEvent call = call();
        assertThat(reader.hasMarker(call, "AUDIT")).isFalse();

        call.addMarker(MarkerFactory.getDetachedMarker("OTHER"));
        call.addMarker(audit);

        assertThat(reader.hasMarker(call, "AUDIT")).isTrue();
        assertThat(reader.hasMarker(call, "SECURITY")).isTrue();
        assertThat(reader.hasMarker(call, "UNHEARD_OF")).isFalse();
    }

    @Test
    void theExceptionIsNoParameter() {
        Logger logger = context.getLogger("com.acme.Shop");
        LoggingEvent call = new LoggingEvent(
                "caller", logger, Level.WARN, "{} and {}", null, new Object[] {"Ann", new IllegalStateException("why")
                });

        assertThat(reader.parameters(call)).containsExactly("Ann");
        assertThat(reader.exceptionClass(call)).isEqualTo("java.lang.IllegalStateException");
        assertThat(reader.exceptionMessage(call)).isEqualTo("why");
        assertThat(reader.exceptionClass(call())).isNull();
        assertThat(reader.exceptionMessage(call())).isNull();
    }

    @Test
    void theMessageIsReadWithItsParametersAndWithout() {
        assertThat(reader.formattedMessage(call())).isEqualTo("Ann signed up");
        assertThat(reader.parameters(call())).containsExactly("Ann");
    }

    private LoggingEvent call(KeyValuePair... pairs) {
        Logger logger = context.getLogger("com.acme.Shop");
        LoggingEvent call = new LoggingEvent("caller", logger, Level.WARN, "{} signed up", null, new Object[] {"Ann"});
        for (KeyValuePair pair : pairs) {
            call.addKeyValuePair(pair);
        }
        return call;
    }
}
