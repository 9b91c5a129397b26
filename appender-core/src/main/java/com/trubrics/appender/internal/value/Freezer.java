package com.trubrics.appender.internal.value;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies values on the thread that logs, so that they cannot change later. One freezer handles one event: all
 * containers that it copies share one budget.
 *
 * <p>A frozen value is one of: {@code null}, {@link String}, {@link Boolean}, a JDK number ({@link Byte} to
 * {@link Double} without NaN and infinities, {@link java.math.BigInteger} and {@link java.math.BigDecimal} of at most
 * {@value HugeNumbers#MAX_DIGITS} digits), a {@link PropertyMap}, or an unmodifiable {@link List} of these.
 *
 * <ul>
 *   <li>A {@link Map} becomes a {@link PropertyMap}, and so does a {@link Record} that has no {@code toString()} of its
 *       own. A {@link Collection} and any array become a list, an {@link Optional} its value or null. Other iterables,
 *       such as a {@link java.nio.file.Path}, are their {@code toString()}.
 *   <li>An object of a JSON library becomes the JSON that it holds, see {@link JsonTypes}.
 *   <li>A {@code char[]} may contain a secret. It is left out of its object, or null in a list, and {@link #withheld()}
 *       reports it.
 *   <li>{@link Scalars} describes all other values.
 *   <li>A container that contains itself becomes {@value Containers#CYCLE} there, and one below {@value Frozen#MAX_DEPTH} others
 *       {@value Frozen#TOO_DEEP}.
 *   <li>A value that throws while it is read, whatever it throws, becomes an {@link Unreadable} note. The rest stays.
 * </ul>
 *
 * <p>Scalars that are already frozen pass through without allocation. Never throws. Not thread-safe.
 */
public final class Freezer extends Budget {

    /** Marks a value that must not be sent, until its container leaves it out. */
    private static final Object WITHHELD = new Object();

    private static final String UNNAMED = "";

    private final @Nullable String loggedBy;
    private final TextLimit texts;

    /** Created when first needed, because most events consist of scalars. */
    private @Nullable Containers containers;

    /**
     * Creates a freezer with a budget of {@code maxBytes}. Copies count as a lower bound of their JSON, see
     * {@link PropertyMap#estimatedBytes()}. Values that a container replaces or leaves out do not count.
     */
    public Freezer(int maxBytes) {
        this(maxBytes, null);
    }

    /**
     * Creates a freezer for the values of a log call.
     *
     * @param loggedBy the name of the thread that logged it; null if that is the current one
     */
    public Freezer(int maxBytes, @Nullable String loggedBy) {
        this(maxBytes, TextLimit.NONE, loggedBy);
    }

    /**
     * Creates a freezer for the values of a log call, whose texts are cut.
     *
     * @param texts the maximum length of texts; the part that is cut off does not use the budget
     */
    public Freezer(int maxBytes, TextLimit texts, @Nullable String loggedBy) {
        super(maxBytes);
        this.texts = texts;
        this.loggedBy = loggedBy;
    }

    /** Returns a freezer for a value of the same call that is not sent. */
    public Freezer apart(int maxBytes) {
        return new Freezer(maxBytes, loggedBy);
    }

    /** Marks that code of the application may run until {@link ReentrancyGuard#end}. */
    public @Nullable String begin() {
        return ReentrancyGuard.begin(loggedBy);
    }

    /** Returns the name of the first value that must not be sent; empty if it has no name, null if there is no such value. */
    public @Nullable String withheld() {
        return containers == null ? null : containers.withheld();
    }

    /**
     * Returns a copy of the current value; null once the budget is exceeded. Only containers use the budget: a scalar is
     * shared with the application or was created by it, so refusing it would save nothing.
     */
    public @Nullable Object freeze(@Nullable Object value) {
        return cut(freezeWhole(value));
    }

    /** Does the same as {@link #freeze}, but never cuts a text, such as a name. */
    public @Nullable Object freezeWhole(@Nullable Object value) {
        return orNull(exceeded() ? null : copy(value));
    }

    /** Sets a copy of a value, unless it must not be sent or the budget is exceeded. */
    void setMember(PropertyTable object, String name, @Nullable Object value) {
        Object frozen = member(name, value);
        if (frozen != WITHHELD && !exceeded()) {
            Object replaced = object.set(name, frozen);
            if (replaced != null) {
                giveBack((long) name.length() + Frozen.KEY_PUNCTUATION + Frozen.bytes(replaced));
            }
        }
    }

    /** Replaces every value with a copy. Leaves out values that must not be sent, and everything beyond the budget. */
    void freezeMembers(PropertyTable object) {
        int kept = 0;
        for (int i = 0; i < object.size() && !exceeded(); i++) {
            String name = object.key(i);
            Object frozen = member(name, object.value(i));
            if (frozen != WITHHELD) {
                object.replace(kept++, name, frozen);
            }
        }
        if (kept < object.size()) {
            object.truncate(kept);
        }
    }

    /** Returns the value of a member, or {@link #WITHHELD}. The name and the value use the budget, even for scalars. */
    private @Nullable Object member(String name, @Nullable Object value) {
        if (value != null && Scalars.isFrozen(value)) { // most values are, and need nothing else
            Object kept = value instanceof String text ? texts.cut(text) : value;
            charge((long) name.length() + Frozen.KEY_PUNCTUATION + Frozen.bytes(kept));
            return kept;
        }
        long before = bytesLeft();
        charge(name.length() + Frozen.KEY_PUNCTUATION);
        Object frozen = part(value);
        if (frozen == WITHHELD) {
            returnTo(before);
            containers().withhold(name);
        }
        return frozen;
    }

    private @Nullable Object orNull(@Nullable Object frozen) {
        if (frozen == WITHHELD) {
            containers().withhold(UNNAMED);
            return null;
        }
        return frozen;
    }

    private @Nullable Object part(@Nullable Object value) {
        Object frozen = cut(exceeded() ? null : copy(value));
        if (frozen != WITHHELD && !Frozen.isContainer(frozen)) { // a container has already been charged
            charge(Frozen.bytes(frozen));
        }
        return frozen;
    }

    private int depth() {
        return containers == null ? 0 : containers.depth();
    }

    private @Nullable Object cut(@Nullable Object frozen) {
        return frozen instanceof String text ? texts.cut(text) : frozen;
    }

    private @Nullable Object copy(@Nullable Object value) {
        if (value == null || Scalars.isFrozen(value)) {
            return value;
        }
        if (Frozen.isContainer(value) && depth() + Frozen.height(value) <= Frozen.MAX_DEPTH && texts.allow(value)) {
            charge(Frozen.bytes(value));
            return value;
        }
        long before = bytesLeft();
        int outside = depth();
        String begun = begin();
        try {
            return read(value);
        } catch (Throwable fromUserCode) {
            // The application's own toString(), iterator or Map. Even an Error concerns only this value:
            // the stack is deep in a recursive toString(), or memory is short for a huge one.
            if (containers != null) { // never created here, because memory or stack may have run out
                containers.returnTo(outside);
            }
            returnTo(before);
            return Unreadable.note(value);
        } finally {
            ReentrancyGuard.end(begun);
        }
    }

    private @Nullable Object read(Object value) {
        if (value instanceof char[]) {
            return WITHHELD;
        }
        if (Containers.contain(value)) {
            return containers().copy(value);
        }
        if (value instanceof Optional<?> optional) {
            return copy(optional.orElse(null));
        }
        return JsonTypes.contain(value.getClass()) ? json(value.toString()) : Scalars.frozen(value);
    }

    private Containers containers() {
        Containers made = containers == null ? new Nested() : containers;
        containers = made;
        return made;
    }

    /** Reads text that should be JSON. If it is not, it stays text. */
    private @Nullable Object json(@Nullable String text) {
        long before = bytesLeft();
        try {
            if (text == null) {
                return null;
            }
            if (texts.allowsEverything()) {
                return JsonReader.readValue(text, this, depth());
            }
            Object whole = JsonReader.readApart(text, this, depth());
            return exceeded() ? null : copy(whole); // this cuts its texts
        } catch (MalformedJsonException notJson) {
            returnTo(before);
            return text;
        }
    }

    /** The containers of this freezer. */
    private final class Nested extends Containers {

        Nested() {
            super(Freezer.this);
        }

        @Override
        void copyMember(PropertyTable object, String name, @Nullable Object value) {
            setMember(object, name, value);
        }

        @Override
        @Nullable
        Object copyElement(@Nullable Object value) {
            return orNull(part(value));
        }
    }
}
