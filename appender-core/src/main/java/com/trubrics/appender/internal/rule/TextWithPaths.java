package com.trubrics.appender.internal.rule;

import com.trubrics.appender.internal.path.Escapes;
import com.trubrics.appender.internal.path.MalformedPathException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text in which paths in braces are replaced by what they read: the options {@code event} and {@code pair}. */
final class TextWithPaths {

    private final List<String> pieces;
    private final List<RulePath> paths;

    private TextWithPaths(List<String> pieces, List<RulePath> paths) {
        this.pieces = List.copyOf(pieces);
        this.paths = List.copyOf(paths);
    }

    static TextWithPaths parse(String option, String written, @Nullable MessagePattern message)
            throws MalformedRuleException {
        List<String> pieces = new ArrayList<>();
        List<RulePath> paths = new ArrayList<>();
        int at = 0;
        try {
            for (int open = written.indexOf('{'); open >= 0; open = written.indexOf('{', at)) {
                int close = written.indexOf('}', open);
                if (close < 0) {
                    throw MalformedRuleException.unclosed(option, written.substring(open));
                }
                pieces.add(Escapes.resolve(written.substring(at, open)));
                paths.add(RulePath.parse(option, written.substring(open + 1, close), message));
                at = close + 1;
            }
            pieces.add(Escapes.resolve(written.substring(at)));
        } catch (MalformedPathException malformed) {
            throw MalformedRuleException.in(option, malformed);
        }
        return new TextWithPaths(pieces, paths);
    }

    boolean hasPaths() {
        return !paths.isEmpty();
    }

    List<RulePath> paths() {
        return paths;
    }

    /** Returns the text without what varies: the same for two texts that differ in their paths only. */
    String frame() {
        return String.join("{}", pieces);
    }

    /** Returns the text for a line, or null if one of its values is absent. */
    @Nullable
    String of(RuleLine<?> line) {
        if (paths.isEmpty()) {
            return pieces.get(0);
        }
        StringBuilder text = new StringBuilder(pieces.get(0));
        for (int i = 0; i < paths.size(); i++) {
            String value = line.asText(paths.get(i).read(line));
            if (value == null || value.isBlank()) {
                return null;
            }
            text.append(value.strip()).append(pieces.get(i + 1));
        }
        return text.toString();
    }
}
