package com.trubrics.appender.delivery;

import static com.trubrics.appender.delivery.Sample.entries;
import static com.trubrics.appender.delivery.Sample.names;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for refused events in one batch. */
class IsolationTest {

    private final List<String> taken = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    private static Isolation halves(int size, Integer... indices) {
        return new Isolation(entries(1, size), Set.of(indices), Isolation.Start.HALVES, 0);
    }

    private static Isolation sample(int size) {
        return new Isolation(entries(1, size), Set.of(), Isolation.Start.SAMPLE, 0);
    }

    /** Plays a server that refuses what contains one of these; answers how many requests that took. */
    private int search(Isolation isolation, Set<String> bad) {
        int requests = 0;
        for (List<Entry> part = isolation.next(); part != null; part = isolation.next()) {
            requests++;
            List<String> names = names(part);
            if (names.stream().noneMatch(bad::contains)) {
                taken.addAll(names);
                isolation.accepted(part.size());
            } else if (part.size() > 1) {
                isolation.split(part, Set.of());
            } else {
                refused.addAll(names);
                refused.addAll(names(isolation.droppedAlone()));
            }
        }
        return requests;
    }

    private static List<Entry> next(Isolation isolation) {
        return Objects.requireNonNull(isolation.next());
    }

    @Test
    void anEventThatIsRefusedAloneGoesBehindTheOthersOnce() {
        Isolation isolation = halves(2);

        assertThat(isolation.postpone(next(isolation))).isTrue();
        List<Entry> good = next(isolation);
        assertThat(names(good)).containsExactly("e2");
        assertThat(isolation.postpone(good)).isFalse();
        assertThat(names(next(isolation))).containsExactly("e1");
    }

    @Test
    void withNothingLeftThatCouldTellNoEventIsPostponed() {
        Isolation isolation = halves(2);
        next(isolation);

        assertThat(isolation.postpone(next(isolation))).isFalse();
    }

    @Test
    void aSearchThatEventsHaveLeftHasNotRefusedThemAll() {
        Isolation isolation = halves(4);
        assertThat(isolation.refusedEntirely()).isTrue();
        isolation.takeOpen();

        assertThat(isolation.refusedEntirely()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 20, 100})
    void anySingleEventIsFoundInSoManyRequests(int size) {
        for (int bad = 1; bad <= size; bad++) {
            taken.clear();
            refused.clear();
            int requests = search(halves(size), Set.of("e" + bad));

            assertThat(refused).containsExactly("e" + bad);
            assertThat(taken).hasSize(size - 1).doesNotHaveDuplicates().doesNotContain("e" + bad);
            int depth = 32 - Integer.numberOfLeadingZeros(size - 1);
            assertThat(requests).isLessThanOrEqualTo(2 * depth);
        }
    }

    @Test
    void theOlderHalfGoesFirst() {
        Isolation search = halves(5);

        assertThat(names(search.next())).containsExactly("e1", "e2", "e3");
        assertThat(names(search.next())).containsExactly("e4", "e5");
        assertThat(search.next()).isNull();
    }

    @Test
    void theOthersGoBeforeWhatTheServerNamed() {
        Isolation search = halves(5, 1, 3);

        assertThat(names(search.next())).containsExactly("e1", "e3", "e5");
        assertThat(search.next()).hasSize(1);
        assertThat(search.next()).hasSize(1);
        assertThat(search.next()).isNull();
    }

    @Test
    void positionsBeyondTheBatchMeanNothing() {
        assertThat(names(halves(4, 99).next())).containsExactly("e1", "e2");
    }

    @Test
    void whereAllAreNamedEachGoesAlone() {
        assertThat(search(halves(3, 0, 1, 2), Set.of())).isEqualTo(3);
        assertThat(taken).containsExactlyInAnyOrder("e1", "e2", "e3");
    }

    @Test
    void aBatchThatMayBeTakenNowGoesAsAWholeFirst() {
        Isolation search = new Isolation(entries(1, 4), Set.of(), Isolation.Start.WHOLE, 0);

        assertThat(search.next()).hasSize(4);
        search.accepted(4);
        assertThat(search.next()).isNull();
        assertThat(search.refusedEntirely()).isFalse();
    }

    @Test
    void threeRefusedEventsStandForTheirBatch() {
        int requests = search(sample(20), Set.of("e1", "e11", "e20", "e5"));

        assertThat(requests).isEqualTo(3);
        assertThat(refused).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void aSampleThatIsTakenGivesTheOthersTheirChance() {
        search(sample(20), Set.of("e1", "e20"));

        assertThat(refused).containsExactlyInAnyOrder("e1", "e20");
        assertThat(taken).hasSize(18).doesNotHaveDuplicates();
    }

    @Test
    void aSampleThatEndedNeitherWayProvesNothing() {
        Isolation search = sample(20);
        search.next();
        search.next();
        search.next();

        assertThat(search.next()).as("nobody said what became of the three").hasSize(17);
        assertThat(search.next()).isNull();
    }

    @Test
    void aBatchNoLargerThanASampleIsHalved() {
        assertThat(sample(3).next()).hasSize(2);
    }

    @Test
    void onlyABatchOfWhichNothingWasTakenWasRefusedEntirely() {
        Isolation all = halves(2);
        search(all, Set.of("e1", "e2"));
        Isolation some = halves(2);
        search(some, Set.of("e1"));
        Isolation lone = halves(1, 0);
        search(lone, Set.of("e1"));

        assertThat(all.refusedEntirely()).isTrue();
        assertThat(some.refusedEntirely()).isFalse();
        assertThat(lone.refusedEntirely()).isFalse();
    }

    @Test
    void whatIsOpenCanBeTakenOut() {
        Isolation search = halves(20);
        search.next();
        assertThat(search.open()).hasSize(10);
        assertThat(search.takeOpen()).hasSize(10);
        assertThat(search.next()).isNull();

        Isolation sampled = sample(20);
        sampled.next();
        assertThat(sampled.takeOpen()).hasSize(19);
        assertThat(sampled.droppedAlone()).isEmpty();
    }
}
