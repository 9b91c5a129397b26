package com.trubrics.appender.delivery;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.transport.Outcome;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * Brings results from the senders' threads to the delivery thread.
 *
 * @param post has something done to the loop, on its thread, at a moment of {@link System#nanoTime}
 */
record PostedResults(Consumer<ObjLongConsumer<DeliveryLoop>> post) implements Sender.Results {

    @Override
    public void leftOver(Batch batch, List<Entry> events) {
        List<Entry> copy = List.copyOf(events);
        post.accept((loop, now) -> loop.lane(batch.endpoint()).leftOver(batch, copy, now));
    }

    @Override
    public void unusable(Batch batch, Entry event, DropReason reason) {
        post.accept((loop, now) -> loop.lane(batch.endpoint()).unusable(batch, event, reason));
    }

    @Override
    public void nothingSent(Batch batch) {
        post.accept((loop, now) -> loop.lane(batch.endpoint()).nothingSent(batch, now));
    }

    @Override
    public void answered(Batch batch, Outcome outcome, int bytes) {
        post.accept((loop, now) -> loop.answered(batch, outcome, bytes, now));
    }
}
