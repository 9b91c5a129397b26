package com.trubrics.appender.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Appends events to an {@link EncodedBatch}; one that is refused leaves no trace in it. Used by one thread at a time:
 * every sender has its own, with the buffers that it keeps.
 *
 * <p>The JSON is always valid, and valid UTF-8: lone surrogates become U+FFFD.
 */
public final class EventEncoder {

    private final LimitedOutput output = new LimitedOutput();
    private final EventWriter writer = new EventWriter();
    private @Nullable JsonGenerator idle;

    /** One for a sender of its own. */
    public EventEncoder() {}

    /** What became of an event. */
    public enum Result {
        /** It is in the body now. */
        ADDED,
        /**
         * It would lift the body above {@code maxRequestBytes}: the body is as it was before; send it in the next.
         * Never for the first event of a body. Also for a giant that meets this limit first.
         */
        NO_ROOM,
        /** Larger than {@code maxEventBytes}: no body may have it, and this one is as it was before. */
        TOO_LARGE,
        /** It cannot be written as JSON: the body is as it was before. */
        NOT_ENCODABLE
    }

    /**
     * Encodes one event and appends it if there is room. Encoding stops soon after a limit, so that a giant never is in
     * memory as a whole.
     *
     * @param maxRequestBytes upper limit of the body with its brackets; ignored for the first event
     * @param maxEventBytes upper limit of the event alone
     */
    public Result append(Event event, EncodedBatch body, int maxRequestBytes, int maxEventBytes) {
        if (event.estimatedBytes() == Integer.MAX_VALUE) {
            // Copying its values was given up for size, so it is not whole.
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
            // Whatever a value throws while it is written is this event's fault alone.
            return Result.NOT_ENCODABLE;
        }
    }

    private void write(Event event) throws IOException {
        JsonGenerator generator = idle == null ? Json.FACTORY.createGenerator(output) : idle;
        // One that failed half-way cannot be used again: only success puts it back.
        idle = null;
        if (event instanceof LlmEvent llmEvent) {
            writer.write(llmEvent, generator);
        } else {
            writer.write((UserEvent) event, generator);
        }
        generator.flush();
        idle = generator;
    }

    /** Ends the writing of a giant. */
    private static final class LimitExceededException extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Takes no more bytes of an event than it may have, behind those that the body has already. */
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
