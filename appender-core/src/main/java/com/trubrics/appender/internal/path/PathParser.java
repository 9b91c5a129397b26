package com.trubrics.appender.internal.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parses the text of one path.
 *
 * <pre>
 * path  = root { "." name | "[" position "]" }    order.items[-1].sku
 *       | ("mdc" | "kv") "." key                  mdc.kb.accountRecordId
 * name  = any characters but . [ ] ' " ( ) { } = ,  those are escaped: a\x2Eb; a "()" behind it is ignored
 * key   = the rest, dots included
 * </pre>
 */
final class PathParser {

    /** Enough for any configuration; frozen values are not deeper either. */
    private static final int MAX_STEPS = 32;

    private static final Set<String> KEYED = Set.of("mdc", "kv");
    private static final String STEP_ENDS = ".[";
    private static final String REFUSED = "]'\"(){}=,";
    private static final String CALL = "()";

    private final String text;
    private int at;

    /** The result: the root and the steps. */
    record Parsed(String root, List<Step> steps) {}

    private PathParser(String text) {
        this.text = text;
    }

    static Parsed parse(String text) throws MalformedPathException {
        return new PathParser(text).parse();
    }

    private Parsed parse() throws MalformedPathException {
        String root = name();
        if (KEYED.contains(root)) {
            requireKey(root);
            return new Parsed(root, List.of());
        }
        List<Step> steps = new ArrayList<>();
        while (at < text.length()) {
            steps.add(step());
        }
        if (steps.size() > MAX_STEPS) {
            throw new MalformedPathException(text, "has more than " + MAX_STEPS + " steps");
        }
        return new Parsed(root, List.copyOf(steps));
    }

    private void requireKey(String root) throws MalformedPathException {
        if (at + 1 >= text.length() || text.charAt(at) != '.') {
            throw new MalformedPathException(text, "needs a key, as in " + root + ".user_id");
        }
    }

    private Step step() throws MalformedPathException {
        char c = text.charAt(at);
        if (c != '.' && c != '[') {
            throw new MalformedPathException(text, "has no dot between a ']' and the next step");
        }
        at++;
        return c == '.' ? new Step.Name(name()) : new Step.Index(position());
    }

    private String name() throws MalformedPathException {
        int from = at;
        while (at < text.length() && STEP_ENDS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String written = text.substring(from, at).strip();
        String name = written.endsWith(CALL) ? written.substring(0, written.length() - CALL.length()) : written;
        if (name.isEmpty()) {
            throw new MalformedPathException(text, text.isEmpty() ? "names nothing" : "has a step without a name");
        }
        for (int i = 0; i < name.length(); i++) {
            if (REFUSED.indexOf(name.charAt(i)) >= 0) {
                throw new MalformedPathException(
                        text,
                        "has a '" + name.charAt(i)
                                + "' in a step: a path consists of names separated by dots, and [n]");
            }
        }
        return Escapes.resolve(name);
    }

    private int position() throws MalformedPathException {
        int end = text.indexOf(']', at);
        try {
            if (end >= 0) {
                int position = Integer.parseInt(text.substring(at, end).strip());
                at = end + 1;
                return position;
            }
        } catch (NumberFormatException notANumber) {
            // the same mistake
        }
        throw new MalformedPathException(text, "has a '[' without a number and a ']' after it");
    }
}
