package com.trubrics.appender.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FreezerTest {

    private static final UUID ID = UUID.fromString("3f0c6a52-6d6a-4ce5-9a34-8b0c1a9d7c11");
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 1, 2, 12, 0, 1);

    private final Freezer freezer = new Freezer(1 << 20);

    @ParameterizedTest
    @MethodSource("scalars")
    void everyKindOfScalarHasItsFrozenForm(Object value, @Nullable Object frozen) {
        assertThat(freezer.freeze(value)).isEqualTo(frozen);
    }

    static Stream<Arguments> scalars() {
        return Stream.of(
                arguments("text", "text"),
                arguments("", ""),
                arguments(true, true),
                arguments('c', "c"),
                arguments(CharBuffer.wrap("wrapped"), "wrapped"),
                arguments((byte) 1, (byte) 1),
                arguments((short) 2, (short) 2),
                arguments(3, 3),
                arguments(4L, 4L),
                arguments(1.5f, 1.5f),
                arguments(2.5, 2.5),
                arguments(new BigDecimal("1.10"), new BigDecimal("1.10")),
                arguments(new BigInteger("12345678901234567890"), new BigInteger("12345678901234567890")),
                arguments(Double.NaN, "NaN"),
                arguments(Double.POSITIVE_INFINITY, "Infinity"),
                arguments(Float.NEGATIVE_INFINITY, "-Infinity"),
                arguments(new AtomicInteger(5), 5),
                arguments(new AtomicLong(6), 6L),
                arguments(new LongAdder(), 0L),
                arguments(new DoubleAdder(), 0.0),
                arguments(new Fraction(1, 3), "1/3"),
                arguments(TimeUnit.SECONDS, "SECONDS"),
                arguments(Loud.QUIET, "QUIET"),
                arguments(ID, "3f0c6a52-6d6a-4ce5-9a34-8b0c1a9d7c11"),
                arguments(Optional.of("inside"), "inside"),
                arguments(Optional.of(Optional.of(1)), 1),
                arguments(Optional.empty(), null),
                arguments(OptionalInt.of(1), 1),
                arguments(OptionalInt.empty(), null),
                arguments(OptionalLong.of(2), 2L),
                arguments(OptionalLong.empty(), null),
                arguments(OptionalDouble.of(0.5), 0.5),
                arguments(OptionalDouble.of(Double.NaN), "NaN"),
                arguments(OptionalDouble.empty(), null),
                arguments(Instant.parse("2026-01-02T12:00:01Z"), "2026-01-02T12:00:01Z"),
                arguments(NOON, "2026-01-02T12:00:01"),
                arguments(LocalDate.of(2026, 1, 2), "2026-01-02"),
                arguments(OffsetDateTime.of(NOON, ZoneOffset.ofHours(1)), "2026-01-02T12:00:01+01:00"),
                arguments(ZonedDateTime.of(NOON, ZoneId.of("Europe/Paris")), "2026-01-02T12:00:01+01:00"),
                arguments(Duration.ofMillis(1500), "PT1.5S"),
                arguments(Year.of(2026), "2026"),
                arguments(DayOfWeek.MONDAY, "MONDAY"),
                arguments(Path.of("a", "b"), Path.of("a", "b").toString()));
    }

    /** An enum with a body and a toString of its own. */
    private enum Loud {
        QUIET {
            @Override
            public String toString() {
                return "not this";
            }
        }
    }

    private static final class Fraction extends Number {
        private static final long serialVersionUID = 1;
        private final int over;
        private final int under;

        Fraction(int over, int under) {
            this.over = over;
            this.under = under;
        }

        @Override
        public int intValue() {
            return over / under;
        }

        @Override
        public long longValue() {
            return intValue();
        }

        @Override
        public float floatValue() {
            return (float) over / under;
        }

        @Override
        public double doubleValue() {
            return (double) over / under;
        }

        @Override
        public String toString() {
            return over + "/" + under;
        }
    }

    @ParameterizedTest
    @MethodSource("moments")
    void momentsAreIsoTextsInUtcAndDaysAndTimesOfDayInNoZone(Object value, String frozen) {
        assertThat(freezer.freeze(value)).isEqualTo(frozen);
    }

    @SuppressWarnings("JavaUtilDate") // what applications have
    static Stream<Arguments> moments() {
        Instant moment = Instant.parse("2026-01-02T12:00:01.250Z");
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"));
        calendar.setTimeInMillis(moment.toEpochMilli());
        return Stream.of(
                arguments(Date.from(moment), "2026-01-02T12:00:01.250Z"),
                arguments(new Date(Long.MAX_VALUE), "+292278994-08-17T07:12:55.807Z"),
                arguments(Timestamp.from(moment.plusNanos(1)), "2026-01-02T12:00:01.250000001Z"),
                arguments(calendar, "2026-01-02T12:00:01.250Z"),
                arguments(java.sql.Date.valueOf("2026-01-02"), "2026-01-02"),
                arguments(Time.valueOf("12:00:01"), "12:00:01"));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void numbersOfMoreThanAThousandDigitsBecomeTextsOfTheirLeadingDigits(Number value, Object frozen) {
        assertThat(freezer.freeze(value)).isEqualTo(frozen);
    }

    static Stream<Arguments> numbers() {
        BigInteger thousandDigits = BigInteger.TEN.pow(1_000).subtract(BigInteger.ONE);
        BigInteger one = BigInteger.ONE;
        return Stream.of(
                arguments(thousandDigits, thousandDigits),
                arguments(thousandDigits.negate(), thousandDigits.negate()),
                arguments(thousandDigits.add(one), "1E+1000"),
                arguments(thousandDigits.negate().subtract(one), "-1E+1000"),
                arguments(new BigInteger("7".repeat(2_000)), "7.7777777777777777778E+1999"),
                // Named, because JUnit would otherwise write it.
                arguments(Named.of("2^40000000", one.shiftLeft(40_000_000)), "6.7074778596703200828E+12041199"),
                arguments(new BigDecimal(thousandDigits, 1), new BigDecimal(thousandDigits, 1)),
                arguments(new BigDecimal(new BigInteger("7".repeat(2_000)), 2_001), "0.077777777777777777778"),
                arguments(new BigDecimal("1e-1000000"), new BigDecimal("1e-1000000")));
    }

    @Test
    void aRecordIsAMapOfItsComponents() {
        assertThat(freezer.freeze(new Point(1, Optional.of(new Point(2, null)))))
                .hasToString("{x=1, next={x=2, next=null}}");
        assertThat(freezer.freeze(List.of(new Nothing()))).isEqualTo(List.of(Map.of()));
    }

    @Test
    void aRecordWithATextOfItsOwnStaysThatText() {
        assertThat(freezer.freeze(new Masked("secret"))).isEqualTo("***");
    }

    @Test
    void recordsAreCutAsMapsAre() {
        List<Object> list = new ArrayList<>();
        list.add(new Point(1, list));
        Object deep = "core";
        for (int i = 0; i < 100; i++) {
            deep = new Point(i, deep);
        }

        assertThat(freezer.freeze(list)).hasToString("[{x=1, next=<cycle>}]");
        assertThat(freezer.freeze(deep))
                .asString()
                .contains("<nested too deep>")
                .doesNotContain("core");
    }

    private record Point(int x, @Nullable Object next) {}

    private record Nothing() {}

    private record Masked(String secret) {
        @Override
        public String toString() {
            return "***";
        }
    }

    @Test
    void charactersThatMayBeASecretAreLeftOut() {
        Object frozen = freezer.freeze(Map.of("login", new Point(1, "secret".toCharArray())));

        assertThat(frozen).hasToString("{login={x=1}}");
        assertThat(freezer.withheld()).isEqualTo("next");
        assertThat(new Freezer(100).freeze(Arrays.asList("a", new char[1]))).isEqualTo(Arrays.asList("a", null));
        assertThat(new Freezer(100).freeze(Optional.of(new char[1]))).isNull();
        assertThat(new PropertyMapBuilder().put("pin", new char[4]).put("a", 1).build())
                .isEqualTo(Map.of("a", 1));
    }

    @Test
    void nothingIsWithheldOtherwise() {
        freezer.freeze(new Object[] {'c', new Character[] {'c'}, CharBuffer.wrap("c")});

        assertThat(freezer.withheld()).isNull();
    }

    @Test
    void nullStaysNull() {
        assertThat(freezer.freeze(null)).isNull();
        assertThat(freezer.freeze(Arrays.asList(1, null))).isEqualTo(Arrays.asList(1, null));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void everyArrayBecomesAList(Object array, List<?> frozen) {
        assertThat(freezer.freeze(array)).isEqualTo(frozen);
    }

    static Stream<Arguments> arrays() {
        return Stream.of(
                arguments(new boolean[] {true}, List.of(true)),
                arguments(new byte[] {1}, List.of((byte) 1)),
                arguments(new short[] {1}, List.of((short) 1)),
                arguments(new int[] {1, 2}, List.of(1, 2)),
                arguments(new long[] {1}, List.of(1L)),
                arguments(new float[] {1}, List.of(1f)),
                arguments(new double[] {1, Double.NaN}, List.of(1.0, "NaN")),
                arguments(new String[] {"a"}, List.of("a")),
                arguments(new Object[] {"a", new int[] {1}}, List.of("a", List.of(1))),
                arguments(new int[0], List.of()));
    }

    @Test
    void mutableContainersAreCopied() {
        List<Object> list = new ArrayList<>(List.of("first"));
        Map<String, Object> map = new TreeMap<>(Map.of("list", list));
        Object frozen = freezer.freeze(map);

        list.add("later");
        map.put("more", 1);

        assertThat(frozen).isEqualTo(Map.of("list", List.of("first")));
    }

    @Test
    void keysAreTextsAndOfTwoAlikeTheLaterWins() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(1, "number");
        map.put("1", "text");
        map.put(null, "none");
        map.put(Loud.QUIET, "constant");

        assertThat(freezer.freeze(map)).isEqualTo(Map.of("1", "text", "null", "none", "QUIET", "constant"));
    }

    @Test
    void frozenMapsPassThrough() {
        PropertyMap map = PropertyMapBuilder.copyOf(Map.of("a", 1));

        assertThat(freezer.freeze(map)).isSameAs(map);
    }

    @Test
    void aContainerThatContainsItselfIsCutThere() {
        Map<String, Object> map = new TreeMap<>();
        List<Object> list = new ArrayList<>();
        map.put("list", list);
        list.add(map);

        assertThat(freezer.freeze(map)).isEqualTo(Map.of("list", List.of("<cycle>")));
        assertThat(PropertyMapBuilder.copyOf(map)).isEqualTo(Map.of("list", List.of(Map.of("list", "<cycle>"))));
    }

    @Test
    void oneContainerTwiceIsNoCycle() {
        List<Integer> shared = List.of(1);

        assertThat(freezer.freeze(List.of(shared, shared))).isEqualTo(List.of(shared, shared));
    }

    @Test
    void thirtyTwoLevelsAreKeptAndTheNextIsCut() {
        assertThat(deepest(freezer.freeze(nested(32)))).isEqualTo("core");
        assertThat(deepest(freezer.freeze(nested(33)))).isEqualTo("<nested too deep>");
        assertThat(deepest(freezer.freeze(nested(100_000)))).isEqualTo("<nested too deep>");
    }

    @Test
    void frozenMapsInsideOneAnotherAreCutAsWell() {
        PropertyMap map = PropertyMapBuilder.copyOf(Map.of("x", "core"));
        for (int i = 0; i < 1_000; i++) {
            map = PropertyMapBuilder.copyOf(Map.of("x", map));
        }

        assertThat(map.height()).isEqualTo(Frozen.MAX_DEPTH + 1);
    }

    private static Object nested(int levels) {
        Object value = "core";
        for (int i = 0; i < levels; i++) {
            value = List.of(value);
        }
        return value;
    }

    private static @Nullable Object deepest(@Nullable Object value) {
        Object at = value;
        while (at instanceof List<?> list) {
            at = list.get(0);
        }
        return at;
    }

    @Test
    void aTextBeyondTheBudgetEndsTheCopyingOfItsContainer() {
        Freezer small = new Freezer(1_000);

        assertThat(small.freeze("x".repeat(1_001))).isNotNull();
        assertThat(small.exceeded()).isFalse();
        small.freeze(List.of("x".repeat(1_001)));

        assertThat(small.exceeded()).isTrue();
        assertThat(small.freeze("more")).isNull();
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aContainerUsesAsMuchOfTheBudgetAsItsJsonHasBytes(Object container, String json) {
        Freezer exact = new Freezer(json.length());
        Freezer tooSmall = new Freezer(json.length() - 1);

        exact.freeze(container);
        tooSmall.freeze(container);

        assertThat(exact.exceeded()).isFalse();
        assertThat(tooSmall.exceeded()).isTrue();
    }

    static Stream<Arguments> containers() {
        return Stream.of(
                arguments(List.of(List.of(1), List.of(2), List.of()), "[[1],[2],[]]"),
                arguments(Map.of("a", List.of("b", "c")), "{'a':['b','c']}"),
                arguments(new Point(1, new int[] {2, 3}), "{'x':1,'next':[2,3]}"),
                arguments(Arrays.asList(new char[3], null, true), "[null,null,true]"),
                arguments(
                        Map.of("a", new Hostile.TornMap()),
                        "{'a':'<unreadable: %s>'}".formatted(Hostile.TornMap.class.getName())),
                arguments(List.of(PropertyMapBuilder.copyOf(Map.of("a", 1))), "[{'a':1}]"));
    }

    @Test
    void sharedPartsCannotMultiplyBeyondTheBudget() {
        Object laughs = "ha";
        for (int i = 0; i < 30; i++) {
            laughs = List.of(laughs, laughs, laughs);
        }

        freezer.freeze(laughs);

        assertThat(freezer.exceeded()).isTrue();
    }
}
