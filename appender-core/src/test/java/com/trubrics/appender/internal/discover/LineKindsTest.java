package com.trubrics.appender.internal.discover;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.internal.discover.LineShape.Form;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LineKindsTest {

    private static final MappingResult NO_EVENT = new MappingResult(null, null, 0);

    private final LineKinds kinds = new LineKinds();

    private void log(String... texts) {
        for (String text : texts) {
            LineKind kind = kinds.of("com.acme.Shop", "INFO", TextShapes.of(text));
            if (kind != null) {
                kind.count(NO_EVENT);
            }
        }
    }

    private Set<String> shapes() {
        return kinds.all().stream()
                .map(kind -> String.join("{}", kind.shape().pieces()))
                .collect(Collectors.toSet());
    }

    @Test
    void linesOfOneShapeAreOneKind() {
        log("Order 1 placed", "Order 2 placed");

        assertThat(kinds.all()).singleElement().returns(2L, LineKind::count);
    }

    @Test
    void aLevelOrALoggerMakesAnotherKind() {
        LineShape shape = LineShape.ofTemplate("Order {} placed");
        LineKind kind = kinds.of("a", "INFO", shape);

        assertThat(kinds.of("a", "INFO", shape)).isSameAs(kind);
        assertThat(kinds.of("a", "DEBUG", shape)).isNotSameAs(kind);
        assertThat(kinds.of("b", "INFO", shape)).isNotSameAs(kind);
    }

    @Test
    void aWordThatVariesBecomesAHoleAndTheLinesOneKind() {
        for (String name : List.of("ann", "bob", "cem", "dee", "eve", "fay", "gus")) {
            log("User " + name + " signed in", "User " + name + " signed out");
        }

        assertThat(shapes()).containsExactlyInAnyOrder("User {} signed in", "User {} signed out");
        assertThat(kinds.all()).allSatisfy(kind -> assertThat(kind.count()).isEqualTo(7));
        assertThat(kinds.merges()).isPositive();
    }

    @Test
    void wordsThatSayWhatHappenedNeverVary() {
        List<String> done =
                List.of("placed", "paid", "packed", "shipped", "cancelled", "returned", "refunded", "reviewed");
        done.forEach(what -> log("Order 7 was " + what));

        assertThat(shapes()).hasSize(done.size());
    }

    @Test
    void thereAreAtMostFiveHundredKinds() {
        for (int i = 0; i < 2 * LineKinds.MOST; i++) {
            kinds.of("com.acme.Logger" + i, "INFO", LineShape.ofTemplate("Order {} placed"));
        }

        assertThat(kinds.all()).hasSize(LineKinds.MOST);
        assertThat(kinds.unlisted()).isEqualTo(LineKinds.MOST);
    }

    @Test
    void aLoggerThatWritesProseDoesNotTakeThePlaceOfOthers() {
        for (int i = 0; i < 1_000; i++) {
            String words = Integer.toString(i, 26)
                    .chars()
                    .mapToObj(c -> "w" + (char) (c < 'a' ? c + 49 : c))
                    .collect(Collectors.joining(" "));
            log(words + " happened", "then " + words);
        }

        assertThat(kinds.all()).hasSizeLessThanOrEqualTo(LineKinds.MOST_TEXTS + 1);
        assertThat(kinds.of("com.acme.Other", "INFO", TextShapes.of("Server started")))
                .isNotNull();
    }

    @Test
    void copiesOfLinesAreBounded() {
        assertThat(kinds.acquire((int) LineKinds.MOST_BYTES)).isTrue();
        assertThat(kinds.acquire(1)).isFalse();
        kinds.release(1);
        assertThat(kinds.acquire(1)).isTrue();
    }

    @Test
    void aKindKeepsThreeDifferentLines() {
        LineKind kind = new LineKind(1, "a", "INFO", new LineShape(Form.TEXT, List.of("x")));

        assertThat(kind.add(sample("a"))).isTrue();
        assertThat(kind.add(sample("a"))).isFalse();
        assertThat(kind.add(sample("b"))).isTrue();
        assertThat(kind.add(sample("c"))).isTrue();
        assertThat(kind.wantsSamples()).isFalse();
        assertThat(kind.add(sample("d"))).isFalse();
    }

    private static CallSampler.Sample sample(String message) {
        return new CallSampler.Sample(Map.of("message", message), 2);
    }

    @Test
    void linesThatFollowOneAnotherOnAThreadAreNoted() {
        long[] now = {0};
        LineOrder order = new LineOrder(() -> now[0]);
        LineKind ask = kind(1);
        LineKind answer = kind(2);
        order.saw("http-1", ask);
        order.saw("http-2", answer);
        assertThat(ask.details()).containsEntry("followers", Map.of());

        order.saw("http-1", answer);
        assertThat(ask.details()).containsEntry("followers", Map.of("2", 1L));

        now[0] = 120_000_000_000L;
        order.saw("http-1", kind(3));
        assertThat(ask.details()).containsEntry("followers", Map.of("2", 1L));
    }

    private static LineKind kind(int id) {
        return new LineKind(id, "a", "INFO", LineShape.ofTemplate("x"));
    }
}
