package com.trubrics.appender.internal.retry;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the refused events of a batch: a refused part is split until the refused event stands alone. One for each
 * endpoint; it remembers whether the endpoint refuses everything. Not thread-safe.
 */
public final class BatchBisection {

    /** How often a batch is split after one of which nothing was accepted: four parts tell whether that is still so. */
    static final int SPLITS_WHERE_ALL_IS_REFUSED = 2;

    private boolean refusesEverything;
    private int searches;

    /** Of an endpoint that has refused nothing so far. */
    BatchBisection() {}

    /** One batch that is searched. Its parts share it. */
    public static final class Search {
        private final int number;
        private int undecided;
        private boolean accepted;
        private boolean rejected;

        private Search(int number, int size) {
            this.number = number;
            this.undecided = size;
        }

        /** Whether it has begun after another one, and so has to wait for it. */
        public boolean isLaterThan(Search other) {
            return number - other.number > 0;
        }
    }

    /** A batch was refused, and is searched from now on. */
    Search begin(int size) {
        return new Search(searches++, size);
    }

    /** Whether a refused part may be split that is itself the result of {@code splits} splits. */
    boolean maySplit(int splits) {
        return !refusesEverything || splits < SPLITS_WHERE_ALL_IS_REFUSED;
    }

    /** The endpoint accepted a batch, or a part of one. */
    void accepted(@Nullable Search search) {
        refusesEverything = false;
        if (search != null) {
            search.accepted = true;
        }
    }

    /** Events of a search were refused for good. */
    void rejected(@Nullable Search search, int events) {
        if (search != null) {
            search.rejected = true;
        }
        ended(search, events);
    }

    /** Events of a search ended otherwise, as too old or too large for example: no answer to them is to come. */
    void ended(@Nullable Search search, int events) {
        if (search != null) {
            search.undecided -= events;
            refusesEverything |= search.undecided <= 0 && search.rejected && !search.accepted;
        }
    }

    /**
     * Splits a refused batch: what the server named goes alone, behind the others; if it named nothing, two halves.
     *
     * @param positions may be empty, and may be beyond the batch
     * @return the parts in the order in which they should be sent; more than one, unless the batch has one event
     */
    public static <T> List<List<T>> split(List<T> batch, Set<Integer> positions) {
        List<T> others = new ArrayList<>();
        List<List<T>> named = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (positions.contains(i)) {
                named.add(List.of(batch.get(i)));
            } else {
                others.add(batch.get(i));
            }
        }
        if (named.isEmpty()) {
            return halves(batch);
        }
        List<List<T>> parts = new ArrayList<>();
        if (!others.isEmpty()) {
            parts.add(others);
        }
        parts.addAll(named);
        return parts;
    }

    /** Two halves, the older events first. */
    public static <T> List<List<T>> halves(List<T> batch) {
        int middle = (batch.size() + 1) / 2;
        return List.of(List.copyOf(batch.subList(0, middle)), List.copyOf(batch.subList(middle, batch.size())));
    }
}
