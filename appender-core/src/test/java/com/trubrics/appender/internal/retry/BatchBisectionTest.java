package com.trubrics.appender.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.internal.retry.BatchBisection.Search;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for the refused events of a batch. */
class BatchBisectionTest {

    private final BatchBisection bisection = new BatchBisection();

    private static List<Integer> batch(int size) {
        return IntStream.rangeClosed(1, size).boxed().toList();
    }

    @Test
    void theOlderHalfGoesFirst() {
        assertThat(BatchBisection.split(batch(5), Set.of())).containsExactly(List.of(1, 2, 3), List.of(4, 5));
    }

    @Test
    void theOthersGoBeforeWhatTheServerNamed() {
        assertThat(BatchBisection.split(batch(5), Set.of(1, 3)))
                .containsExactly(List.of(1, 3, 5), List.of(2), List.of(4));
    }

    @Test
    void positionsBeyondTheBatchMeanNothing() {
        assertThat(BatchBisection.split(batch(4), Set.of(99))).containsExactly(List.of(1, 2), List.of(3, 4));
    }

    @Test
    void whereAllAreNamedEachGoesAlone() {
        assertThat(BatchBisection.split(batch(3), Set.of(0, 1, 2))).containsExactly(List.of(1), List.of(2), List.of(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 20, 100})
    void anySingleEventIsFoundInSoManyRequests(int size) {
        for (int bad = 1; bad <= size; bad++) {
            Deque<List<Integer>> parts = new ArrayDeque<>(BatchBisection.split(batch(size), Set.of()));
            List<Integer> accepted = new ArrayList<>();
            List<Integer> refused = new ArrayList<>();
            int requests = 0;
            while (!parts.isEmpty()) {
                List<Integer> part = parts.remove();
                requests++;
                if (!part.contains(bad)) {
                    accepted.addAll(part);
                } else if (part.size() == 1) {
                    refused.addAll(part);
                } else {
                    parts.addAll(BatchBisection.split(part, Set.of()));
                }
            }
            int depth = 32 - Integer.numberOfLeadingZeros(size - 1);

            assertThat(refused).containsExactly(bad);
            assertThat(accepted).hasSize(size - 1).doesNotHaveDuplicates();
            assertThat(requests).isLessThanOrEqualTo(2 * depth);
        }
    }

    @Test
    void afterABatchOfWhichNothingWasAcceptedTheNextIsSplitTwice() {
        bisection.rejected(bisection.begin(3), 3);

        assertThat(bisection.maySplit(1)).isTrue();
        assertThat(bisection.maySplit(2)).isFalse();
    }

    @Test
    void untilSomethingIsAcceptedAgain() {
        bisection.rejected(bisection.begin(3), 3);
        bisection.accepted();

        assertThat(bisection.maySplit(5)).isTrue();
    }

    @Test
    void aBatchOfWhichSomethingWasAcceptedLimitsNothing() {
        Search search = bisection.begin(3);
        bisection.rejected(search, 1);
        bisection.accepted();
        bisection.rejected(search, 1);

        assertThat(bisection.maySplit(9)).isTrue();
    }

    @Test
    void norDoesOneWhoseEventsHaveNotAllBeenRefused() {
        bisection.rejected(bisection.begin(3), 2);

        assertThat(bisection.maySplit(9)).isTrue();
    }

    @Test
    void norASingleEvent() {
        bisection.rejected(null, 1);

        assertThat(bisection.maySplit(9)).isTrue();
        assertThat(BatchBisection.halves(Collections.nCopies(2, 1))).hasSize(2);
    }
}
