package com.trubrics.appender;

import com.trubrics.appender.internal.delivery.PipelineHandle;
import com.trubrics.appender.internal.delivery.PipelineRegistry;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import java.time.Duration;

/** Where the events of a client go: into the pipeline of its destination, or nowhere if the client is inactive. Thread-safe. */
sealed interface ClientPipeline {

    /** Returns what an inactive client has. Until it is closed, {@link TrubricsClient#flushAll} returns false. */
    static ClientPipeline inactive() {
        ClientPipeline inactive = new Inactive();
        PipelineRegistry.ofTheApplication().inactiveUsers().add(inactive);
        return inactive;
    }

    /** Sends an event, or counts why it is dropped. */
    void offer(Event event);

    /** Returns whether events are sent. */
    boolean isActive();

    /** Waits as {@link TrubricsClient#flush} describes. */
    boolean flush(Duration timeout);

    /** Returns the counters of the destination. */
    DeliveryStats stats();

    /** Delivers the remaining events, and gives the pipeline back. */
    void close();

    /** The pipeline of an active client. */
    record Active(PipelineHandle handle) implements ClientPipeline {

        @Override
        public void offer(Event event) {
            handle.offer(event);
        }

        @Override
        public boolean isActive() {
            return true;
        }

        @Override
        public boolean flush(Duration timeout) {
            return handle.flush(timeout);
        }

        @Override
        public DeliveryStats stats() {
            return handle.stats();
        }

        @Override
        public void close() {
            handle.close();
        }
    }

    /** Takes the place of a pipeline that could not be started. */
    final class Inactive implements ClientPipeline {

        @Override
        public void offer(Event event) {
            // An inactive client counts nothing.
        }

        @Override
        public boolean isActive() {
            return false;
        }

        @Override
        public boolean flush(Duration timeout) {
            return false;
        }

        @Override
        public DeliveryStats stats() {
            return DeliveryCounters.inactive();
        }

        @Override
        public void close() {
            PipelineRegistry.ofTheApplication().inactiveUsers().remove(this);
        }
    }
}
