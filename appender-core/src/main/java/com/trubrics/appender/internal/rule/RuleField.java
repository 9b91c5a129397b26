package com.trubrics.appender.internal.rule;

import com.trubrics.appender.internal.path.Escapes;
import com.trubrics.appender.internal.path.MalformedPathException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the option {@code fields}: {@code name=path}, {@code name}, {@code name:number=path} or
 * {@code name='text'}.
 *
 * @param path null for a constant text
 * @param constant null unless {@code path} is
 */
record RuleField(
        String name, @Nullable RulePath path, @Nullable String constant, Type type) {

    private static final String OPTION = "fields";
    private static final char QUOTE = '\'';
    private static final String NUMBER = ":number";

    /** Longer texts are not meant as numbers, and would be costly to parse. */
    private static final int MAX_NUMBER_CHARS = 100;

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?");

    enum Type {
        AS_IT_IS,
        NUMBER
    }

    /** Returns a field for each name of a message. */
    static List<RuleField> ofNames(MessagePattern message) throws MalformedRuleException {
        List<RuleField> fields = new ArrayList<>();
        for (String name : message.names()) {
            if (name != null) {
                fields.add(new RuleField(name, RulePath.parse("message", name, message), null, Type.AS_IT_IS));
            }
        }
        return List.copyOf(fields);
    }

    /** Parses all entries, with commas in between. */
    static List<RuleField> parseAll(String written, @Nullable MessagePattern message) throws MalformedRuleException {
        List<RuleField> fields = new ArrayList<>();
        for (String one : entries(written)) {
            RuleField field = parse(one, message);
            if (fields.stream().anyMatch(before -> before.name.equals(field.name))) {
                throw new MalformedRuleException("'fields' has '" + field.name + "' twice");
            }
            fields.add(field);
        }
        if (fields.isEmpty()) {
            throw new MalformedRuleException("'fields' is '" + written.strip() + "', which names no field");
        }
        return List.copyOf(fields);
    }

    /** Splits at commas outside of quotes. */
    private static List<String> entries(String written) throws MalformedRuleException {
        List<String> entries = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i <= written.length(); i++) {
            char c = i == written.length() ? ',' : written.charAt(i);
            if (c == QUOTE) {
                quoted = !quoted;
            }
            if (c == ',' && (!quoted || i == written.length())) {
                String entry = written.substring(from, i).strip();
                if (!entry.isEmpty()) {
                    entries.add(entry);
                }
                from = i + 1;
            }
        }
        if (quoted) {
            throw new MalformedRuleException("'fields' has a quote without an end in "
                    + MalformedRuleException.quoted(written) + ": write \\x27 for a quote in a text");
        }
        return entries;
    }

    private static RuleField parse(String written, @Nullable MessagePattern message) throws MalformedRuleException {
        int equal = written.indexOf('=');
        String left = equal < 0 ? written : written.substring(0, equal).strip();
        String right = equal < 0 ? "" : written.substring(equal + 1).strip();
        int colon = left.indexOf(':');
        Type type = colon < 0 ? Type.AS_IT_IS : type(left.substring(colon + 1).strip());
        String writtenName = colon < 0 ? left : left.substring(0, colon).strip();
        String name = resolved(writtenName);
        if (name.isBlank() || (equal >= 0 && right.isEmpty()) || writtenName.indexOf(QUOTE) >= 0) {
            throw new MalformedRuleException("'fields' has '" + written + "', which is none of name, name=path,"
                    + " name:number=path and name='text'");
        }
        if (right.startsWith("\"") || right.endsWith(NUMBER)) {
            throw new MalformedRuleException("'fields' has '" + written + "': "
                    + (right.endsWith(NUMBER)
                            ? "':number' must follow the name, as in " + name + ":number=path"
                            : "a constant text has single quotes, as in " + name + "='text'"));
        }
        if (right.isEmpty() || right.charAt(0) != QUOTE) {
            String path = right.isEmpty() ? writtenName : right;
            return new RuleField(name, RulePath.parse(OPTION, path, message), null, type);
        }
        if (right.length() < 2 || right.indexOf(QUOTE, 1) != right.length() - 1) {
            throw new MalformedRuleException("'fields' has '" + written + "', which continues after its text");
        }
        return new RuleField(name, null, resolved(right.substring(1, right.length() - 1)), type);
    }

    private static Type type(String written) throws MalformedRuleException {
        if (written.equals(NUMBER.substring(1))) {
            return Type.NUMBER;
        }
        throw new MalformedRuleException("'fields' has the type '" + written + "', but only 'number' exists");
    }

    private static String resolved(String written) throws MalformedRuleException {
        try {
            return Escapes.resolve(written);
        } catch (MalformedPathException malformed) {
            throw MalformedRuleException.in(OPTION, malformed);
        }
    }

    /** Returns the value in a line; null if it is absent. */
    @Nullable
    Object of(RuleLine<?> line) {
        Object value = path == null ? Objects.requireNonNull(constant) : path.read(line);
        return type == Type.NUMBER && value instanceof CharSequence text ? number(text) : value;
    }

    /** Returns the number that a text is, with all its digits, or the text itself. */
    private static Object number(CharSequence written) {
        String text = written.length() <= MAX_NUMBER_CHARS ? written.toString().strip() : "";
        if (WHOLE.matcher(text).matches()) {
            BigInteger whole = new BigInteger(text);
            return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
        }
        return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : written;
    }
}
