package com.trubrics.appender.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.event.EventSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an event takes of the memory budget is what it holds in the heap, not its size as JSON: a small value is mostly objects. */
class QueuedEventTest {

    @Test
    void aSmallValueWeighsItsObjects() {
        Event numbers = event(Collections.nCopies(1_000, 1L));
        assertThat(EventSize.asJson(numbers)).isLessThan(2_200);
        assertThat(QueuedEvent.weigh(numbers)).isGreaterThan(1_000 * 28);
    }

    @Test
    void aSmallMapWeighsItsObjects() {
        List<Object> maps = new ArrayList<>(Collections.nCopies(1_000, Map.of("k", 1L)));
        Event nested = event(maps);
        assertThat(EventSize.asJson(nested)).isLessThan(9_000);
        assertThat(QueuedEvent.weigh(nested)).isGreaterThan(1_000 * 180);
    }

    @Test
    void aLongTextWeighsLittleMoreThanItsCharacters() {
        Event chat =
                LlmEvent.builder("u", "p".repeat(50_000), "g".repeat(50_000)).build();
        assertThat(QueuedEvent.weigh(chat)).isBetween(100_000, 101_000);
    }

    private static Event event(Object value) {
        return UserEvent.builder("u", "Tick").property("value", value).build();
    }
}
