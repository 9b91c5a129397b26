package com.trubrics.appender.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.event.EventSize;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Appends events to an {@link EncodedBatch}. A refused event leaves the batch unchanged. Used by one thread at a time:
 * every sender has its own encoder, which keeps its buffers.
 *
 * <p>The JSON is always valid, and valid UTF-8: lone surrogates become U+FFFD.
 */
public final class EventEncoder {

    private final LimitedOutput output = new LimitedOutput();
    private final EventWriter writer = new EventWriter();
    private @Nullable JsonGenerator idle;

    /** Creates an encoder for one sender. */
    public EventEncoder() {}

    /** The result of encoding an event. */
    public enum Result {
        /** The event was added to the body. */
        ADDED,
        /**
         * With the event, the body would exceed {@code maxRequestBytes}. The body is unchanged; send the event in the
         * next one. Never the result for the first event of a body. Also the result for a very large event that exceeds this limit
         * first.
         */
        NO_ROOM,
        /** The event is larger than {@code maxEventBytes}. The body is unchanged. */
        TOO_LARGE,
        /** The event cannot be written as JSON. The body is unchanged. */
        NOT_ENCODABLE
    }

    /**
     * Encodes one event and appends it if it fits. Encoding stops soon after a limit is exceeded, so that a very large
     * event is never in memory as a whole.
     *
     * @param maxRequestBytes upper limit of the body with its brackets; ignored for the first event
     * @param maxEventBytes upper limit of the event alone
     */
    public Result append(Event event, EncodedBatch body, int maxRequestBytes, int maxEventBytes) {
        if (EventSize.asJson(event) == EventSize.INCOMPLETE) {
            // The event is incomplete: copying its values stopped because of their size.
            return Result.TOO_LARGE;
        }
        int room = body.room(maxRequestBytes);
        output.begin(body.begin(), Math.min(room, maxEventBytes));
        Result result = encode(event, room < maxEventBytes ? Result.NO_ROOM : Result.TOO_LARGE);
        if (result == Result.ADDED) {
            body.keep();
        } else {
            body.drop();
        }
        return result;
    }

    private Result encode(Event event, Result aboveLimit) {
        try {
            write(event);
            return Result.ADDED;
        } catch (LimitExceededException e) {
            return aboveLimit;
        } catch (IOException | RuntimeException e) {
            // An exception that a value throws while it is written concerns only this event.
            return Result.NOT_ENCODABLE;
        }
    }

    private void write(Event event) throws IOException {
        JsonGenerator generator = idle == null ? Json.FACTORY.createGenerator(output) : idle;
        // A generator that failed half-way cannot be used again, so only success puts it back.
        idle = null;
        if (event instanceof LlmEvent llmEvent) {
            writer.write(llmEvent, generator);
        } else {
            writer.write((UserEvent) event, generator);
        }
        generator.flush();
        idle = generator;
    }

    /** Stops writing an event that is too large. */
    private static final class LimitExceededException extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Accepts at most the bytes that the event may have, in addition to those already in the body. */
    private static final class LimitedOutput extends OutputStream {
        private Bytes bytes = new Bytes(0);
        private long end;

        void begin(Bytes target, int limit) {
            bytes = target;
            end = (long) target.length() + limit;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int count) throws IOException {
            if (bytes.length() + (long) count > end) {
                throw new LimitExceededException();
            }
            bytes.add(source, offset, count);
        }
    }
}
