package com.trubrics.appender.internal.discover;

import java.util.ArrayList;
import java.util.List;

/**
 * The common shape of the lines of one kind: fixed pieces, with a hole between any two of them. {@code "Order {} placed by
 * {}"} has three pieces and two holes; the last piece is empty.
 *
 * @param form where it comes from
 * @param pieces at least one
 */
record LineShape(Form form, List<String> pieces) {

    /** The place of an argument in an unformatted message. */
    static final String HOLE = "{}";

    enum Form {
        /** The call's own template: the holes are its arguments. */
        TEMPLATE,
        /** Found in a finished text: the holes are pieces of the text that seem to vary. */
        TEXT,
        /** The call has fields and no message: the pieces are the names of the fields. */
        FIELDS
    }

    LineShape {
        pieces = List.copyOf(pieces);
    }

    /** Splits a template of SLF4J or Log4j2. */
    static LineShape ofTemplate(String template) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int at = template.indexOf(HOLE); at >= 0; at = template.indexOf(HOLE, from)) {
            pieces.add(template.substring(from, at));
            from = at + HOLE.length();
        }
        pieces.add(template.substring(from));
        return new LineShape(Form.TEMPLATE, pieces);
    }

    int holes() {
        return pieces.size() - 1;
    }

    /** Returns whether the pieces contain a word, so that they distinguish kinds of lines. */
    boolean hasWords() {
        return pieces.stream()
                .anyMatch(piece -> piece.chars().filter(Character::isLetter).count() > 1);
    }

    /** Returns a text that two shapes share only if they are equal. */
    String key() {
        return form + "\u0000" + String.join("\u0000", pieces);
    }
}
