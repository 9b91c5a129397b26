package com.trubrics.appender.internal.path;

import com.trubrics.appender.internal.value.ReentrancyGuard;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A path such as {@code order.items[-1].sku}: a root, which the caller knows how to find, and steps that read into its
 * value.
 *
 * <table>
 * <caption>What a step reads</caption>
 * <tr><th>the value is</th><th>a step reads</th></tr>
 * <tr><td>a map</td><td>the key</td></tr>
 * <tr><td>a list or an array</td><td>{@code [n]}, from the end {@code [-1]}; a name: the first element that has it</td></tr>
 * <tr><td>an {@code Optional}</td><td>what is in it</td></tr>
 * <tr><td>a node of a JSON library, or text that is a JSON object or array</td><td>as above</td></tr>
 * <tr><td>other text</td><td>{@code step=value}, as {@link NamedValues} describes</td></tr>
 * <tr><td>a copy of an object, see {@link Members}</td><td>the member</td></tr>
 * <tr><td>anything else</td><td>a public method without parameters: {@code step()}, {@code getStep()},
 *     {@code isStep()}; never a field</td></tr>
 * </table>
 *
 * <p>Behind the roots {@code mdc} and {@code kv}, everything is a key, dots included: such a path has no steps.
 *
 * <p>Immutable but for a note that a failure has been reported; thread-safe.
 */
public final class Path {

    private final String text;
    private final String root;
    private final List<Step> steps;

    /** Whether the application's code has thrown here, and the user knows: one warning for each path. */
    private final AtomicBoolean told = new AtomicBoolean();

    private Path(String text, PathParser.Parsed parsed) {
        this.text = text;
        this.root = parsed.root();
        this.steps = parsed.steps();
    }

    /**
     * Parses a path, with {@link Escapes} in its names.
     *
     * @throws MalformedPathException if it is none; its message is fit for a warning
     */
    public static Path parse(String text) throws MalformedPathException {
        String stripped = text.strip();
        return new Path(stripped, PathParser.parse(stripped));
    }

    /** Returns the first step: the name of what the path begins with. */
    public String root() {
        return root;
    }

    /**
     * Returns everything behind the first dot as it was written, empty if there is none. For {@code mdc.KEY} and
     * {@code kv.KEY} this is the key.
     */
    public String rest() {
        int dot = text.indexOf('.');
        return dot < 0 ? "" : text.substring(dot + 1);
    }

    /** Returns whether the path is nothing but its root. */
    public boolean isRootOnly() {
        return steps.isEmpty() && text.indexOf('.') < 0;
    }

    /**
     * Reads the steps into a value. Code of the application runs marked as such, so that what it logs is never an event.
     *
     * <p>Never throws, whatever an accessor, an iterator or a text does: the value is then absent, and the context's
     * report receives one message in the life of this path.
     *
     * @param value the value of the root
     * @param context that of the log call
     * @return null if there is no such value, or if it is blank text
     */
    public @Nullable Object read(@Nullable Object value, PathContext context) {
        if (value == null || (steps.isEmpty() && value instanceof Number)) {
            return value;
        }
        PathReader reader = new PathReader(context);
        String begun = value instanceof String ? null : context.begin();
        try {
            return reader.read(value, steps);
        } catch (Throwable noStackOrMemoryLeft) {
            return null; // not even the failure could be noted
        } finally {
            ReentrancyGuard.end(begun);
            tell(reader.failure(), context);
        }
    }

    private void tell(PathReader.@Nullable Failure failure, PathContext context) {
        if (failure == null || told.get()) {
            return;
        }
        try {
            String message = "The path '" + text + "' cannot be read: " + failure + ". The value counts as absent";
            if (told.compareAndSet(false, true)) {
                context.report(message);
            }
        } catch (Throwable noStackOrMemoryLeft) {
            // The next failure tries again.
        }
    }

    /** Returns the text of the path. */
    @Override
    public String toString() {
        return text;
    }
}
