package com.trubrics.appender.transport;

import com.trubrics.appender.config.DeliverySettings.Compression;
import com.trubrics.appender.transport.Answer.Encoding;

/**
 * Finds out whether one server takes compressed bodies: nothing is documented, so the first answer to one decides, for
 * as long as the transport lives. Thread-safe.
 */
final class CompressionTrial {

    private enum Verdict {
        OPEN,
        TAKEN,
        REFUSED
    }

    private volatile Verdict verdict = Verdict.OPEN;

    /** How to write the next body. */
    Encoding encoding(Compression wanted) {
        if (wanted == Compression.NONE) {
            return Encoding.PLAIN;
        }
        return switch (verdict) {
            case OPEN -> Encoding.COMPRESSED_ON_TRIAL;
            case TAKEN -> Encoding.COMPRESSED;
            case REFUSED -> Encoding.PLAIN;
        };
    }

    /**
     * How to look at an answer: a body that was sent on trial is no longer on trial once another one was taken
     * meanwhile.
     */
    Encoding reconsidered(Encoding sent) {
        return sent == Encoding.COMPRESSED_ON_TRIAL && verdict == Verdict.TAKEN ? Encoding.COMPRESSED : sent;
    }

    /** Learns from what came back; the first verdict stands. */
    synchronized void learn(Encoding sent, Outcome outcome) {
        if (sent == Encoding.PLAIN || verdict != Verdict.OPEN) {
            return;
        }
        if (outcome instanceof Outcome.Delivered) {
            verdict = Verdict.TAKEN;
        } else if (outcome instanceof Outcome.CompressionRefused) {
            verdict = Verdict.REFUSED;
        }
    }
}
