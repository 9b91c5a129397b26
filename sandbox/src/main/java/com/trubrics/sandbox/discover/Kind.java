package com.trubrics.sandbox.discover;

import java.util.List;
import java.util.Map;

/**
 * One kind of lines of one application.
 *
 * @param number unique among the kinds of the application
 * @param pieces what its lines have in common; of lines without a message, the names of their fields
 * @param markers all that were seen
 * @param followers how often another kind followed on the same thread, by its number
 * @param samples at most three, all different
 */
record Kind(
        Application application,
        int number,
        String logger,
        String level,
        Form form,
        List<String> pieces,
        List<String> markers,
        Map<Integer, Integer> followers,
        List<RecordedCall> samples) {

    /** What {@link #pieces} are pieces of. */
    enum Form {
        /** The call's own template. */
        TEMPLATE,
        /** A finished text. */
        TEXT,
        /** No message: they are names of fields. */
        FIELDS
    }

    /** Returns an ID that is unique among all applications. */
    String id() {
        return application.instance() + "." + number;
    }

    /** Returns the text of the line without what varies. */
    String words() {
        return form == Form.FIELDS ? "" : String.join(" ", pieces);
    }
}
