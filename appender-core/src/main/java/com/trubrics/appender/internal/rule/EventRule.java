package com.trubrics.appender.internal.rule;

import com.trubrics.appender.spi.LogCallReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event rule: which log lines it matches, and what it reads from them. Created by {@link RuleParser}. Immutable and
 * thread-safe.
 */
public final class EventRule {

    /** The role of a rule in a pair. */
    public enum Role {
        /** The rule makes events by itself. */
        ALONE,
        /** The first rule of a pair: its fields wait for the other one. */
        OPENS,
        /** The other rule of a pair. */
        CLOSES
    }

    /** What a rule demands of a line; {@code message} is null if any message will do. */
    record Demands(LineFilter filter, @Nullable MessagePattern message, List<Condition> conditions) {}

    /** What a rule makes of a line; {@code event} and {@code pair} are null if they are not configured. */
    record Product(
            List<RuleField> fields,
            @Nullable TextWithPaths event,
            @Nullable TextWithPaths pair) {}

    private final int position;
    private final String eventText;
    private final Demands demands;
    private final Product product;
    private final Role role;
    private final boolean timed;

    EventRule(int position, String eventText, Demands demands, Product product, Role role) {
        this.position = position;
        this.eventText = eventText;
        this.demands = demands;
        this.product = product;
        this.role = role;
        this.timed = paths(demands, product).anyMatch(path -> path.root() == Root.Known.ELAPSED);
    }

    private static Stream<RulePath> paths(Demands demands, Product product) {
        Stream<RulePath> conditions = demands.conditions.stream().map(Condition::path);
        Stream<RulePath> fields = product.fields.stream().map(RuleField::path).flatMap(Stream::ofNullable);
        Stream<RulePath> texts = Stream.of(Optional.ofNullable(product.event), Optional.ofNullable(product.pair))
                .flatMap(Optional::stream)
                .flatMap(text -> text.paths().stream());
        return Stream.of(conditions, fields, texts).flatMap(paths -> paths);
    }

    EventRule as(Role other) {
        return new EventRule(position, eventText, demands, product, other);
    }

    /** Returns the rule's place in the configuration, from 1. */
    public int position() {
        return position;
    }

    /** Returns the option {@code event} as it is written; empty if it is not. */
    public String eventText() {
        return eventText;
    }

    /** Returns the names of the loggers whose lines the rule can match, as prefixes at a dot; empty for any. */
    public List<String> loggers() {
        return demands.filter.loggers();
    }

    /** Returns the names of the levels that the rule matches; empty for any. */
    public List<String> levels() {
        return demands.filter.levels();
    }

    /** Returns the role of the rule in a pair. */
    public Role role() {
        return role;
    }

    /** Returns whether the rule names its events. */
    public boolean namesEvents() {
        return product.event != null;
    }

    /** Returns whether the names of the rule's events vary. */
    public boolean hasVaryingNames() {
        return product.event != null && product.event.hasPaths();
    }

    /** Returns what two rules of one pair have in common; null if the rule is in none. */
    @Nullable
    String pairFrame() {
        return product.pair == null ? null : product.pair.frame();
    }

    boolean takesLogger(String name) {
        return demands.filter.takesLogger(name);
    }

    /** Returns whether a line may be one for this rule, without reading its parameters. Allocates nothing. */
    <E> boolean mayTake(LogCallReader<E> reader, E call) {
        if (!demands.filter.takesLevelAndMarkers(reader, call)) {
            return false;
        }
        if (demands.message == null) {
            return true;
        }
        String template = reader.template(call);
        return template == null || template.isEmpty() || demands.message.mayBegin(template);
    }

    /**
     * Returns whether the message and all conditions hold, for a line that the rule {@link #mayTake}.
     *
     * @param pairs tells a rule that closes a pair when it was opened
     */
    boolean matches(RuleLine<?> line, OpenPairs pairs) {
        line.begin(this);
        if (demands.message != null && !line.matches(demands.message)) {
            return false;
        }
        if (timed && role == Role.CLOSES) {
            PairKey pair = pairOf(line);
            line.openedBy(pair == null ? null : pairs.find(pair));
        }
        for (Condition condition : demands.conditions) {
            if (!condition.holds(line)) {
                return false;
            }
        }
        return true;
    }

    /** Returns why the rule does not take a line, as the end of a sentence about the rule; null if it does. */
    <E> @Nullable String refusal(LogCallReader<E> reader, E call, RuleLine<E> line, OpenPairs pairs) {
        String lacking = demands.filter.refusal(reader, call);
        if (lacking != null || matches(line, pairs)) {
            return lacking;
        }
        line.begin(this);
        if (demands.message != null && !line.matches(demands.message)) {
            return "has another message";
        }
        return "requires when " + String.join(", ", conditionTexts());
    }

    /** Returns the values of all fields that a line has, by name. */
    public Map<String, Object> fields(RuleLine<?> line) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RuleField field : product.fields) {
            Object value = field.of(line);
            if (value != null) {
                values.put(field.name(), value);
            }
        }
        return values;
    }

    /** Returns the name of the event that a line is; null if the rule names none, or a value in the name is absent. */
    public @Nullable String event(RuleLine<?> line) {
        return product.event == null ? null : product.event.of(line);
    }

    /** Returns what identifies the pair of a line; null if it has none. */
    public @Nullable PairKey pairOf(RuleLine<?> line) {
        if (product.pair == null) {
            return null;
        }
        String name = product.pair.of(line);
        Object thread = product.pair.hasPaths() ? PairKey.ANY_THREAD : line.thread();
        return name == null || thread == null ? null : new PairKey(name, thread);
    }

    /** Returns whether every line that the other rule would take is taken by this one before. */
    boolean hides(EventRule other) {
        return demands.filter.covers(other.demands.filter)
                && (demands.message == null
                        || (other.demands.message != null && demands.message.covers(other.demands.message)))
                && other.conditionTexts().containsAll(conditionTexts());
    }

    /** Returns the names of the fields that the rule sends. */
    List<String> sentNames() {
        List<String> names = new ArrayList<>();
        product.fields.forEach(field -> names.add(field.name()));
        if (product.event != null) {
            names.add("event");
        }
        return names;
    }

    /** Returns whether the rule can create events, together with the fields of the rule that opens its pair. */
    boolean mayMakeEvents(@Nullable EventRule opener) {
        List<String> names = sentNames();
        if (opener != null) {
            opener.product.fields.forEach(field -> names.add(field.name()));
        }
        return names.contains("event") || names.containsAll(List.of("prompt", "generation"));
    }

    /** Returns the fixed pieces of the message as written; empty if any message will do. */
    List<String> messageLiterals() {
        return demands.message == null ? List.of() : demands.message.literals();
    }

    /** Returns the conditions as they are written. */
    List<String> conditionTexts() {
        return demands.conditions.stream().map(Condition::written).toList();
    }

    /** Returns whether the rule reads the time since the line that opened the pair. */
    boolean readsElapsed() {
        return timed;
    }

    /** Returns whether the message has two names side by side. */
    boolean matchesTemplatesOnly() {
        return demands.message != null && !demands.message.isCuttable();
    }

    /** Returns how messages to the user name this rule. */
    @Override
    public String toString() {
        return nameOf(position, eventText);
    }

    /** Returns how messages to the user name a rule. */
    public static String nameOf(int position, String eventText) {
        return "Event rule " + position + (eventText.isEmpty() ? "" : " ('" + eventText + "')");
    }
}
