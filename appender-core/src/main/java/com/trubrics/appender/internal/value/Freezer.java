package com.trubrics.appender.internal.value;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies values on the thread that logs, so that nobody can change them later. One freezer serves one event: all
 * containers that it copies share one budget.
 *
 * <p>What comes out is one of: {@code null}, {@link String}, {@link Boolean}, a JDK number ({@link Byte} to
 * {@link Double} without NaN and infinities, {@link java.math.BigInteger} and {@link java.math.BigDecimal} of at most
 * {@value HugeNumbers#MAX_DIGITS} digits), a {@link PropertyMap}, or an unmodifiable {@link List} of these.
 *
 * <ul>
 *   <li>A {@link Map} becomes a {@link PropertyMap}, and so does a {@link Record} that has no {@code toString()} of its
 *       own. A {@link Collection} and any array become a list, an {@link Optional} its value or null. Other iterables,
 *       such as a {@link java.nio.file.Path}, are their {@code toString()}.
 *   <li>An object of a JSON library becomes the JSON that it holds, see {@link JsonTypes}.
 *   <li>A {@code char[]} may hold a secret. It is left out of its object, or null in a list, and {@link #withheld()}
 *       reports it.
 *   <li>{@link Scalars} lists what the others become.
 *   <li>A container that contains itself becomes {@value Containers#CYCLE} there, and one below {@value Frozen#MAX_DEPTH} others
 *       {@value Frozen#TOO_DEEP}.
 *   <li>A value that throws while it is read, whatever it throws, becomes an {@link Unreadable} note. The rest stays.
 * </ul>
 *
 * <p>Scalars that are already frozen pass through without allocation. Never throws. Not thread-safe.
 */
public final class Freezer extends Budget {

    /** Stands for a value that must not be sent, until its container leaves it out. */
    private static final Object WITHHELD = new Object();

    private static final String UNNAMED = "";

    private final @Nullable String loggedBy;
    private final TextLimit texts;

    private @Nullable String threadName;

    /** Made when first needed: most events consist of scalars. */
    private @Nullable Containers containers;

    /**
     * A freezer that gives up after {@code maxBytes}. Copies count as a lower bound of their JSON, see
     * {@link PropertyMap#estimatedBytes()}; what a container replaces or leaves out does not count.
     */
    public Freezer(int maxBytes) {
        this(maxBytes, null);
    }

    /**
     * As {@link #Freezer(int)}, for the values of a log call.
     *
     * @param loggedBy the name of the thread that logged it; null if that is the current one
     */
    public Freezer(int maxBytes, @Nullable String loggedBy) {
        this(maxBytes, TextLimit.NONE, loggedBy);
    }

    /**
     * As {@link #Freezer(int, String)}, for values whose texts are cut.
     *
     * @param texts how long a text may be; what is cut off does not use the budget
     */
    public Freezer(int maxBytes, TextLimit texts, @Nullable String loggedBy) {
        super(maxBytes);
        this.texts = texts;
        this.loggedBy = loggedBy;
    }

    /** A freezer for a value of the same call that is not sent. */
    public Freezer apart(int maxBytes) {
        return new Freezer(maxBytes, loggedBy);
    }

    /** From here on code of the application may run. Returns whether it did not before; for {@link #end}. */
    public boolean begin() {
        if (UserCode.isRunning()) {
            return false;
        }
        threadName = UserCode.begin(loggedBy);
        return true;
    }

    /** Ends what {@link #begin} has begun. */
    public void end(boolean began) {
        if (began) {
            UserCode.end(threadName);
        }
    }

    /** The name of the first value that was left out because it must not be sent, empty if it has none; null for none. */
    public @Nullable String withheld() {
        return containers == null ? null : containers.withheld();
    }

    /**
     * The value as it is now; null once the budget is exceeded. Only containers use the budget: a scalar is shared with
     * the application or was made by it, so that refusing it would save nothing.
     */
    public @Nullable Object freeze(@Nullable Object value) {
        return cut(freezeWhole(value));
    }

    /** The same for a value that is not cut if it is a text, such as a name. */
    public @Nullable Object freezeWhole(@Nullable Object value) {
        return orNull(exceeded() ? null : copy(value));
    }

    /** Gives back the budget that {@link #freeze} used for a value that is not kept. */
    public void forget(@Nullable Object frozen) {
        if (Frozen.isContainer(frozen)) {
            giveBack(Frozen.bytes(frozen));
        }
    }

    /**
     * The members of the one object that a JSON text is, each value up to {@value Frozen#MAX_DEPTH} deep. Uses no budget;
     * but a text that is several times larger than what is left exhausts it, and the result is incomplete.
     */
    public PropertyMap readObject(String json) throws MalformedJsonException {
        return JsonReader.readObject(json, this);
    }

    /** The one value that a JSON text is. Its containers use the budget; once it is exceeded, the value is incomplete. */
    public @Nullable Object readValue(String json) throws MalformedJsonException {
        return JsonReader.readValue(json, this, depth());
    }

    /** Sets a copy of a value, unless it must not be sent or the budget is exceeded. */
    void setMember(PropertyTable object, String name, @Nullable Object value) {
        Object frozen = member(name, value);
        if (frozen != WITHHELD && !exceeded()) {
            Object replaced = object.set(name, frozen);
            if (replaced != null) {
                giveBack(name.length() + Frozen.KEY_PUNCTUATION + Frozen.bytes(replaced));
            }
        }
    }

    /** Puts a copy in the place of every value. Leaves out those that must not be sent, and all beyond the budget. */
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

    /** The value of a member, or {@link #WITHHELD}. The name and the value use the budget, scalars included. */
    private @Nullable Object member(String name, @Nullable Object value) {
        if (value != null && Scalars.isFrozen(value)) { // as most are, and need none of what follows
            Object kept = value instanceof String text ? texts.cut(text) : value;
            charge(name.length() + Frozen.KEY_PUNCTUATION);
            charge(Frozen.bytes(kept));
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
        if (frozen != WITHHELD && !Frozen.isContainer(frozen)) { // a container has paid for itself
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
        boolean began = begin();
        try {
            return read(value);
        } catch (Throwable fromUserCode) {
            // The application's own toString(), iterator or Map. An Error, too, says something about this value only:
            // the stack is deep in a toString() that recurses, or the memory is short for a huge one.
            if (containers != null) { // never made here: memory or stack may have run out
                containers.returnTo(outside);
            }
            returnTo(before);
            return Unreadable.note(value);
        } finally {
            end(began);
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

    /** Text that should be JSON, and stays text where it is not. */
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
            return exceeded() ? null : copy(whole); // which cuts its texts
        } catch (MalformedJsonException notJson) {
            returnTo(before);
            return text;
        }
    }

    /** The containers of this freezer, which copies their parts. */
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
