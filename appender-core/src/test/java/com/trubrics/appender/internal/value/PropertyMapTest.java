package com.trubrics.appender.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyMapTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 9, 16, 17, 18, 1_000})
    void behavesAsTheMapItWasCopiedFrom(int size) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            model.put("key" + i, i % 3 == 0 ? null : i);
        }

        PropertyMap map = PropertyMapBuilder.copyOf(model);

        assertThat(map).isEqualTo(model).hasSameHashCodeAs(model).hasSize(size);
        assertThat(new ArrayList<>(map.keySet())).isEqualTo(new ArrayList<>(model.keySet()));
        assertThat(map.containsKey("absent")).isFalse();
        assertThat(map.containsKey(null)).isFalse();
        assertThat(map.get("absent")).isNull();
        model.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
    }

    @Test
    void visitsInOrder() {
        List<String> visited = new ArrayList<>();

        new PropertyMapBuilder().put("b", 1).put("a", null).build().forEach((key, value) -> visited.add(key + value));

        assertThat(visited).containsExactly("b1", "anull");
    }

    @Test
    void isReadByPositionAsFarAsItGoes() {
        PropertyMap map = new PropertyMapBuilder().put("b", 1).put("a", null).build();

        assertThat(map.name(0) + map.value(0) + map.name(1) + map.value(1)).isEqualTo("b1anull");
        assertThatThrownBy(() -> map.name(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> map.value(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 40})
    void aLaterOneWinsInThePlaceOfTheFirst(int others) {
        PropertyMapBuilder builder = new PropertyMapBuilder().put("first", 1).put("again", "old");
        for (int i = 0; i < others; i++) {
            builder.put("other" + i, i);
        }
        PropertyMap map = builder.put("again", "new").build();

        assertThat(map).hasSize(others + 2).containsEntry("again", "new");
        assertThat(new ArrayList<>(map.keySet())).startsWith("first", "again", "other0");
    }

    @Test
    void aCopyOfOneIsItself() {
        PropertyMap map = PropertyMapBuilder.copyOf(Map.of("a", 1));

        assertThat(PropertyMapBuilder.copyOf(map)).isSameAs(map);
        assertThat(new PropertyMapBuilder().putAll(map).build()).isEqualTo(map);
    }

    @Test
    void oneMoreLeavesTheFirstAsItWas() {
        PropertyMap map = PropertyMapBuilder.copyOf(Map.of("a", 1));

        assertThat(new PropertyMapBuilder().putAll(map).put("b", List.of(2)).build())
                .isEqualTo(Map.of("a", 1, "b", List.of(2)));
        assertThat(new PropertyMapBuilder().putAll(map).put("a", 3).build()).isEqualTo(Map.of("a", 3));
        assertThat(map).isEqualTo(Map.of("a", 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17})
    void theBuilderGoesOnWithoutChangingWhatItBuilt(int size) {
        PropertyMapBuilder builder = new PropertyMapBuilder();
        for (int i = 0; i < size; i++) {
            builder.put("key" + i, i);
        }
        PropertyMap before = builder.build();
        PropertyMap after = builder.put("key0", "changed").put("more", 1).build();

        assertThat(before).hasSize(size).containsEntry("key0", 0).doesNotContainKey("more");
        assertThat(after).hasSize(size + 1).containsEntry("key0", "changed").containsEntry("more", 1);
    }

    @Test
    void isImmutable() {
        PropertyMap map = PropertyMapBuilder.copyOf(Map.of("a", List.of(1)));

        assertThatThrownBy(() -> map.put("b", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.entrySet().iterator().next().setValue(2))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theIteratorEnds() {
        Iterator<Map.Entry<String, @Nullable Object>> entries =
                PropertyMapBuilder.copyOf(Map.of("a", 1)).entrySet().iterator();
        entries.next();

        assertThat(entries.hasNext()).isFalse();
        assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void theEstimateIsALowerBoundOfTheJson() {
        PropertyMap map = new PropertyMapBuilder()
                .put("text", "abc")
                .put("number", 12)
                .put("big", new BigInteger("123456789012345678901234567890"))
                .put("flag", true)
                .put("none", null)
                .put("list", Arrays.asList(1, "x", null))
                .put("map", Map.of("k", "v"))
                .build();
        String json = "{'text':'abc','number':12,'big':123456789012345678901234567890,'flag':true,'none':null,"
                + "'list':[1,'x',null],'map':{'k':'v'}}";

        assertThat(map.estimatedBytes()).isLessThanOrEqualTo(json.length()).isGreaterThan(json.length() - 15);
        assertThat(PropertyMapBuilder.copyOf(Map.of()).estimatedBytes()).isEqualTo("{}".length());
    }

    @Test
    void aReplacedValueIsNotPartOfTheEstimate() {
        PropertyMap map =
                new PropertyMapBuilder().put("a", "x".repeat(500)).put("a", "y").build();

        assertThat(map.estimatedBytes()).isEqualTo("{'a':'y'}".length());
    }

    @Test
    void copyingStopsAtTheBudget() {
        PropertyMapBuilder builder = new PropertyMapBuilder(100);
        for (int i = 0; i < 1_000; i++) {
            builder.put("key" + i, "0123456789");
        }
        PropertyMap map = builder.build();

        assertThat(map).hasSizeLessThan(10);
        assertThat(map.estimatedBytes()).isEqualTo(Integer.MAX_VALUE);
        assertThat(new PropertyMapBuilder().putAll(map).put("id", 1).build().estimatedBytes())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(new PropertyMapBuilder(100).put("nested", map).build().estimatedBytes())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aHundredThousandKeysAreNotQuadratic() {
        Map<String, Integer> many = new LinkedHashMap<>();
        for (int i = 0; i < 100_000; i++) {
            many.put("key" + i, i);
        }
        long start = System.nanoTime();
        PropertyMap map = PropertyMapBuilder.copyOf(many);
        boolean equal = map.equals(many);

        assertThat(equal).isTrue();
        // Quadratic would be five billion comparisons, twice.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
}
