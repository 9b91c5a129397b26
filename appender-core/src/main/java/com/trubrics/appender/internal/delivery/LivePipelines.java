package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pipelines that exist, at most one usable for each destination, with the counters and rate limits that outlive them.
 * {@link PipelineRegistry} guards it.
 */
final class LivePipelines {

    /** More destinations than an application has, unless it makes them up as it goes. */
    private static final int COUNTERS_KEPT = 100;

    private final Map<Destination, SharedPipeline> usable = new HashMap<>();
    private final List<SharedPipeline> ending = new ArrayList<>();
    /** The one opened last at the end. Those of an unused destination can be read, and go on when it is used again. */
    private final Map<Destination, DeliveryCounters> counters = new LinkedHashMap<>(16, 0.75f, true);

    private final HostRateLimits limits = new HostRateLimits();

    /** The usable pipeline to a destination, or null. */
    @Nullable
    SharedPipeline to(Destination destination) {
        return usable.get(destination);
    }

    /** The usable pipeline to a destination; opens one if there is none. */
    SharedPipeline to(Destination destination, Supplier<SharedPipeline> opener) {
        return usable.computeIfAbsent(destination, unused -> opener.get());
    }

    /** Those that take new users; a copy. */
    List<SharedPipeline> usable() {
        return List.copyOf(usable.values());
    }

    /** Those that are about to close; a copy. */
    List<SharedPipeline> ending() {
        return List.copyOf(ending);
    }

    /** It gets no new users any more, and will be {@linkplain #remove removed} when it has closed. */
    void startEnding(SharedPipeline pipeline) {
        usable.remove(pipeline.destination(), pipeline);
        ending.add(pipeline);
    }

    void remove(SharedPipeline pipeline) {
        usable.remove(pipeline.destination(), pipeline);
        ending.remove(pipeline);
    }

    /** A second stop waits for what the first has begun; it need not if others go on using the pipeline. */
    CompletableFuture<Void> endUnderWay(Pipeline pipeline) {
        for (SharedPipeline use : ending) {
            if (use.pipeline() == pipeline) {
                return pipeline.closed();
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    boolean isEmpty() {
        return usable.isEmpty() && ending.isEmpty();
    }

    /** The counters of a destination, new or as they were left. Of many that nobody uses the oldest are forgotten. */
    DeliveryCounters counters(Destination destination) {
        DeliveryCounters opened = counters.computeIfAbsent(destination, DeliveryCounters::new);
        if (counters.size() > COUNTERS_KEPT) {
            counters.keySet()
                    .removeIf(
                            old -> counters.size() > COUNTERS_KEPT && !old.equals(destination) && !isAny(old::equals));
        }
        return opened;
    }

    /** The rate limit of a destination's host, new or as it was left. */
    HostRateLimit limit(Destination destination) {
        return limits.of(
                authority(destination), host -> isAny(used -> authority(used).equals(host)), System.nanoTime());
    }

    /** All counters that are kept, those opened last at the end. */
    List<DeliveryCounters> counters() {
        return List.copyOf(counters.values());
    }

    private boolean isAny(Predicate<Destination> such) {
        return Stream.concat(usable.values().stream(), ending.stream())
                .map(SharedPipeline::destination)
                .anyMatch(such);
    }

    private static String authority(Destination destination) {
        return destination.host().getAuthority();
    }
}
