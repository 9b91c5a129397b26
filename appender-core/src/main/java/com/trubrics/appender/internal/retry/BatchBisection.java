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

    /** After a batch of which nothing was accepted, the next ones are split this often: four parts tell enough. */
    static final int SPLITS_WHERE_ALL_IS_REFUSED = 2;

    private boolean refusesEverything;
    private int searches;

    /** The search in one batch. All parts of the batch share it. */
    public static final class Search {
        private final int number;
        /** How many events of the batch have not been refused for good. */
        private int left;

        private Search(int number, int size) {
            this.number = number;
            this.left = size;
        }

        /** Returns whether it began after another one, and so has to wait for it. */
        public boolean isLaterThan(Search other) {
            return number - other.number > 0;
        }
    }

    /** Begins the search in a batch that was refused. */
    Search begin(int size) {
        return new Search(searches++, size);
    }

    /** Returns whether a refused part may be split that is itself the result of {@code splits} splits. */
    boolean maySplit(int splits) {
        return !refusesEverything || splits < SPLITS_WHERE_ALL_IS_REFUSED;
    }

    /** The endpoint accepted something. */
    void accepted() {
        refusesEverything = false;
    }

    /** The endpoint refused events for good. Once these are all events of a batch, it seems to refuse everything. */
    void rejected(@Nullable Search search, int events) {
        if (search != null) {
            search.left -= events;
            refusesEverything |= search.left == 0;
        }
    }

    /**
     * Splits a refused batch: the events that the server named go alone, behind the others; if it named none, in halves.
     *
     * @param positions of the events that the server named; may be empty, or beyond the batch
     * @return the parts, in the order in which to send them; more than one, unless the batch has a single event
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

    /** Splits a batch into two halves, the older events first. */
    public static <T> List<List<T>> halves(List<T> batch) {
        int middle = (batch.size() + 1) / 2;
        return List.of(List.copyOf(batch.subList(0, middle)), List.copyOf(batch.subList(middle, batch.size())));
    }
}
