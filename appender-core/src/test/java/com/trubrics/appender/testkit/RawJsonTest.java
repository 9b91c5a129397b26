package com.trubrics.appender.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.trubrics.appender.internal.transport.http.Endpoint;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The goldens are only as good as what takes the JSON apart. */
class RawJsonTest {
    @Test
    void nothingOfAValueIsChanged() {
        assertThat(RawJson.members("{\"a\": 1.50, \"b\":\"\\u00e9\\n\",\"c\":{ \"d\" :[1 ,2]},\"e\":null}"))
                .containsExactly(
                        entry("a", "1.50"),
                        entry("b", "\"\\u00e9\\n\""),
                        entry("c", "{ \"d\" :[1 ,2]}"),
                        entry("e", "null"));
        assertThat(RawJson.elements("[{\"a\":1},\"x\" , 2,[]]")).containsExactly("{\"a\":1}", "\"x\"", "2", "[]");
        assertThat(RawJson.elements("[]")).isEmpty();
    }

    @Test
    void whatIsNoJsonOrNamesAMemberTwiceIsRefused() {
        assertThatThrownBy(() -> RawJson.members("{\"a\":1,\"a\":2}")).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> RawJson.elements("[1")).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> RawJson.elements("[1] 2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RawJson.members("[]")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aGoldenSortsPropertiesAndForgetsThePresentMoment() {
        RecordedEvent event = new RecordedEvent(
                Endpoint.EVENTS,
                "{\"event\":\"e\",\"properties\":{\"b\":1,\"a\":2},\"timestamp\":\"2024-10-09T13:21:46.182Z\"}");
        Instant moment = Instant.parse("2024-10-09T13:21:46.182Z");

        assertThat(event.golden(moment, moment))
                .isEqualTo("{\"event\":\"e\",\"properties\":{\"a\":2,\"b\":1},\"timestamp\":\"NOW\"}");
        assertThat(event.golden(moment.plusMillis(1), moment.plusMillis(2))).endsWith("46.182Z\"}");
        assertThat(event.property("a")).isEqualTo("2");
        assertThat(event.property("c")).isNull();
        assertThat(event.field("event")).isEqualTo("e");
    }
}
