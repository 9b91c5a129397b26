package com.trubrics.appender.delivery;

import com.trubrics.appender.config.DeliverySettings.Queueing;

/**
 * What is said of an event for which the queue has no room.
 *
 * @param full there is none now
 * @param tooLarge there can never be
 */
record NoRoom(String full, String tooLarge) {

    static NoRoom in(Queueing bounds) {
        return new NoRoom(
                "The queue is full (queueCapacity " + bounds.capacity() + ", queueBytes " + bounds.bytes()
                        + "): events are dropped, as overflow=" + bounds.overflow()
                        + " says. Either more is logged than the server takes, or it cannot be reached.",
                "An event takes more memory than the whole queue may (queueBytes " + bounds.bytes()
                        + "), and is dropped. Log less with it, or raise 'queueBytes'.");
    }
}
