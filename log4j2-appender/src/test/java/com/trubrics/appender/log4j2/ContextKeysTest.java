package com.trubrics.appender.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.logging.log4j.core.impl.JdkMapAdapterStringMap;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.Test;

class ContextKeysTest {

    private final ContextKeys keys = new ContextKeys();

    @Test
    void everyMapIsVisitedAsByItself() {
        Map<String, String> withNull = new HashMap<>(Map.of("b", "8", "a", "9"));
        withNull.put("c", null);
        List<Map<String, String>> maps = List.of(
                Map.of(),
                Map.of("b", "1", "a", "2", "c", "3"),
                Map.of("c", "4", "a", "5", "b", "6"), // the same keys
                withNull,
                Map.of("a", "7", "b", "8", "d", "9"), // as many, but others
                Map.of("a", "7"),
                many(16),
                many(16),
                many(17),
                Map.of("b", "1", "a", "2", "c", "3"));

        for (Map<String, String> map : maps) {
            JdkMapAdapterStringMap context = new JdkMapAdapterStringMap(new HashMap<>(map), true);
            assertThat(visited(context)).isEqualTo(visitedByItself(context)).hasSameSizeAs(map.keySet());
            SortedArrayStringMap sorted = new SortedArrayStringMap(map);
            assertThat(visited(sorted)).isEqualTo(visitedByItself(sorted));
        }
    }

    @Test
    void aKeyThatIsNoTextIsLeftToTheMap() {
        Map<String, String> map = new HashMap<>();
        map.put(null, "1");
        JdkMapAdapterStringMap context = new JdkMapAdapterStringMap(map, true);

        assertThat(visited(context)).isEqualTo(visited(context)).isEqualTo(visitedByItself(context));
    }

    @Test
    void aMapThatSaysAnotherSizeThanItHasLeavesNothingBehind() {
        ReadOnlyStringMap whole = new SortedArrayStringMap(Map.of("a", "1", "b", "2"));
        ReadOnlyStringMap shrinking = new SortedArrayStringMap(Map.of("a", "1")) {
            private static final long serialVersionUID = 1;

            @Override
            public int size() {
                return 2;
            }
        };

        assertThat(visited(shrinking)).containsExactly("a=1");
        assertThat(visited(whole)).containsExactly("a=1", "b=2");
    }

    @Test
    void theKeysAreSeenWithoutTheirValues() {
        for (Map<String, String> map : List.of(Map.<String, String>of(), Map.of("a", "1", "bb", "2"), many(17))) {
            ReadOnlyStringMap context = new SortedArrayStringMap(map);
            long bits = map.keySet().stream().mapToLong(String::length).reduce(0, (one, other) -> one | other);

            assertThat(keys.bits(context, String::length)).isEqualTo(bits);
            assertThat(keys.bits(context, String::length)).isEqualTo(bits);
        }
    }

    private List<String> visited(ReadOnlyStringMap context) {
        List<String> visited = new ArrayList<>();
        keys.visit(context, (key, value) -> visited.add(key + "=" + value));
        return visited;
    }

    private static List<String> visitedByItself(ReadOnlyStringMap context) {
        List<String> visited = new ArrayList<>();
        context.forEach((key, value) -> visited.add(key + "=" + value));
        return visited;
    }

    private static Map<String, String> many(int size) {
        return IntStream.range(0, size).boxed().collect(Collectors.toMap(i -> "key" + i, i -> "value" + i));
    }
}
