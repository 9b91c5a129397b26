package com.trubrics.appender.internal.rule;

import com.trubrics.appender.internal.path.Escapes;
import com.trubrics.appender.internal.path.MalformedPathException;
import com.trubrics.appender.internal.path.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A path in a rule: what it begins with, and the steps into that.
 *
 * @param root never a name that the rule's message does not have
 */
record RulePath(Root root, Path path) {

    private static final String PARAMETER = "arg";
    private static final int MAX_PARAMETER_DIGITS = 3;

    /**
     * Parses a path.
     *
     * @param option where it is written, for messages
     * @param message null if the rule has none
     */
    static RulePath parse(String option, String written, @Nullable MessagePattern message)
            throws MalformedRuleException {
        try {
            Path path = Path.parse(written);
            Root root = root(path, message);
            if (root == null) {
                throw new MalformedRuleException("'" + option + "' has the path '" + path + "', but '" + path.root()
                        + "' is neither a name of 'message' nor one of " + known(message)
                        + (option.equals("fields") ? "; a constant text has quotes, as in plan='pro'" : ""));
            }
            return new RulePath(root, path);
        } catch (MalformedPathException malformed) {
            throw MalformedRuleException.in(option, malformed);
        }
    }

    private static @Nullable Root root(Path path, @Nullable MessagePattern message) throws MalformedPathException {
        int position = message == null ? -1 : message.position(path.root());
        if (position >= 0) {
            return new Root.Name(position);
        }
        return switch (path.root()) {
            case "mdc" -> new Root.ContextEntry(Escapes.resolve(path.rest()).strip());
            case "kv" -> callField(path.rest().strip());
            default ->
                isParameter(path.root())
                        ? new Root.Parameter(Integer.parseInt(path.root().substring(PARAMETER.length())))
                        : Root.Known.named(path.root());
        };
    }

    private static Root callField(String rest) throws MalformedPathException {
        Path inner = rest.indexOf('.') < 0 && rest.indexOf('[') < 0 ? null : pathOrNull(rest);
        return new Root.CallField(Escapes.resolve(rest), inner);
    }

    /** A key need not be a path. */
    private static @Nullable Path pathOrNull(String key) {
        try {
            return Path.parse(key);
        } catch (MalformedPathException onlyAKey) {
            return null;
        }
    }

    private static boolean isParameter(String root) {
        String digits = root.startsWith(PARAMETER) ? root.substring(PARAMETER.length()) : "";
        return !digits.isEmpty()
                && digits.length() <= MAX_PARAMETER_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String known(@Nullable MessagePattern message) {
        List<String> names = new ArrayList<>();
        if (message != null) {
            message.names().stream().filter(Objects::nonNull).forEach(names::add);
        }
        Stream<String> others = Stream.concat(
                Stream.of("arg0", "mdc.KEY", "kv.KEY"),
                Stream.of(Root.Known.values()).map(Root.Known::toString));
        return Stream.concat(names.stream(), others).collect(Collectors.joining(", "));
    }

    /** Returns the value in a line; null if it is absent. Never throws. */
    @Nullable
    Object read(RuleLine<?> line) {
        return line.read(path, line.value(root)); // the key of an entry is no step
    }
}
