package com.trubrics.appender.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HostileValuesTest {

    private static final String THROWER = "<unreadable: com.trubrics.appender.internal.value.Hostile$Thrower>";

    private final Freezer freezer = new Freezer(1 << 20);

    @Test
    void whateverToStringThrowsItCostsThatValueOnly() {
        List<Object> values = List.of(
                new Hostile.Thrower(IllegalStateException::new),
                new Hostile.Thrower(IOException::new),
                new Hostile.Thrower(OutOfMemoryError::new),
                "good");

        assertThat(freezer.freeze(values)).isEqualTo(List.of(THROWER, THROWER, THROWER, "good"));
    }

    @Test
    void aToStringThatRecursesCostsThatValueOnly() {
        assertThat(freezer.freeze(Map.of("a", new Hostile.Recursive())))
                .isEqualTo(Map.of("a", "<unreadable: com.trubrics.appender.internal.value.Hostile$Recursive>"));
    }

    @Test
    void anAccessorThatThrowsCostsThatComponentOnly() {
        assertThat(freezer.freeze(new Hostile.Torn(1, 2)))
                .hasToString("{first=<unreadable: com.trubrics.appender.internal.value.Hostile$Torn>, second=2}");
    }

    @Test
    void aToStringThatAnswersNullIsNull() {
        Object nameless = new Object() {
            @Override
            @SuppressWarnings({"NullAway", "ToStringReturnsNull"}) // what an application may do
            public String toString() {
                return null;
            }
        };

        assertThat(freezer.freeze(nameless)).isNull();
    }

    @Test
    void aMapThatFailsHalfwayCostsThatMapOnly() {
        Map<String, Object> outer = new TreeMap<>();
        outer.put("bad", new Hostile.TornMap());
        outer.put("good", List.of(1));

        assertThat(freezer.freeze(outer))
                .isEqualTo(Map.of(
                        "bad",
                        "<unreadable: com.trubrics.appender.internal.value.Hostile$TornMap>",
                        "good",
                        List.of(1)));
    }

    @Test
    void afterAFailureInTheDepthTheDepthIsRightAgain() {
        Object value = new Hostile.TornMap();
        for (int i = 0; i < Frozen.MAX_DEPTH - 1; i++) {
            value = List.of(value);
        }
        List<Object> values = new ArrayList<>(Collections.nCopies(3, value));

        freezer.freeze(values.get(0));
        freezer.freeze(values.get(1));

        assertThat(freezer.freeze(values.get(2)))
                .asString()
                .contains("unreadable")
                .doesNotContain("too deep");
    }

    @Test
    void propertiesThatCannotBeReadBecomeOneProperty() {
        assertThat(new PropertyMapBuilder()
                        .put("a", 1)
                        .putAll(new Hostile.TornMap())
                        .build())
                .isEqualTo(Map.of(
                        "a", 1, "properties", "<unreadable: com.trubrics.appender.internal.value.Hostile$TornMap>"));
    }

    @Test
    void aKeyThatCannotBeReadCostsTheKeyOnly() {
        assertThat(freezer.freeze(Collections.singletonMap(new Hostile.Thrower(IllegalStateException::new), 1)))
                .isEqualTo(Map.of(THROWER, 1));
    }

    @Test
    void anEndlessCollectionStopsAtTheBudget() {
        Hostile.Endless endless = new Hostile.Endless();

        freezer.freeze(Arrays.asList(endless, endless));

        assertThat(freezer.exceeded()).isTrue();
        assertThat(endless.given()).isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void aTenMegabyteToStringIsRefusedWithoutBeingCopied() {
        String huge = "x".repeat(10 << 20);

        PropertyMap map = new PropertyMapBuilder(1 << 20)
                .put("huge", CharBuffer.wrap(huge))
                .put("next", 1)
                .build();

        assertThat(map.estimatedBytes()).isEqualTo(Integer.MAX_VALUE);
        assertThat(map).isEmpty();
    }
}
