package com.trubrics.benchmarks;

import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.event.EventSize;
import com.trubrics.appender.internal.json.EncodedBatch;
import com.trubrics.appender.internal.json.EventEncoder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The encoder alone, one thread, 100 events a body, or as many as fit: prints {@code round <events/s>} for each round. */
final class EncoderLimit {
    private static final int BATCH = 100;
    private static final int MB = 1 << 20;
    /** As delivery does it: no event is encoded for a body that has no room for it. */
    private static final int ENOUGH = MB - MB / 8;

    private EncoderLimit() {}

    /** Arguments: workload, seconds of warm-up, rounds, events of a round. */
    public static void main(String... args) {
        Event[] events = new Event[BATCH];
        for (int i = 0; i < BATCH; i++) {
            events[i] = event(Workload.valueOf(args[0]));
        }
        EventEncoder encoder = new EventEncoder();
        EncodedBatch body = new EncodedBatch();
        int count = Integer.parseInt(args[3]);
        long warm = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[1]));
        while (System.nanoTime() - warm < 0) {
            encode(encoder, body, events, count);
        }
        for (int round = 0; round < Integer.parseInt(args[2]); round++) {
            long begin = System.nanoTime();
            encode(encoder, body, events, count);
            System.out.println(
                    String.format(Locale.ROOT, "round %.0f 0 0 0 0", count * 1e9 / (System.nanoTime() - begin)));
        }
    }

    private static void encode(EventEncoder encoder, EncodedBatch body, Event[] events, int count) {
        for (int done = 0; done < count; done += BATCH) {
            body.reset();
            for (Event event : events) {
                if (body.size() + EventSize.asJson(event) > ENOUGH) {
                    body.reset();
                }
                if (encoder.append(event, body, MB, MB) != EventEncoder.Result.ADDED) {
                    throw new IllegalStateException("not encoded: " + event);
                }
            }
        }
    }

    /** What ours makes of a log call. */
    static Event event(Workload workload) {
        return workload.isLlm()
                ? LlmEvent.builder(Workload.USER, workload.prompt(), Workload.GENERATION)
                        .build()
                : UserEvent.builder(Workload.USER, Workload.EVENT)
                        .property("plan", Workload.PLAN)
                        .property("country", Workload.COUNTRY)
                        .property("seats", Workload.SEATS)
                        .build();
    }
}
