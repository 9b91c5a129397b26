package com.trubrics.appender.internal.discover;

import com.trubrics.appender.internal.discover.LineShape.Form;
import com.trubrics.appender.spi.LogCallReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the shape of a line: its template if that distinguishes lines, otherwise the shape of its text.
 *
 * @param <E> the framework's log event
 */
final class LineShapes<E> {

    private static final int MOST_FIELDS = 50;

    private final LogCallReader<E> reader;

    LineShapes(LogCallReader<E> reader) {
        this.reader = reader;
    }

    /** Returns the shape of a line. May throw what the application's objects throw. */
    LineShape of(E call) {
        String template = reader.messagePattern(call);
        if (template == null || template.isEmpty()) {
            return reader.hasFields(call) ? ofFields(call) : ofText(call);
        }
        if (!reader.hasParameters(call)) {
            return TextShapes.of(template);
        }
        // With other formats and with escapes, the text differs from what a rule would see in the template.
        boolean hasHoles = template.contains(LineShape.HOLE)
                && template.indexOf('\\') < 0
                && template.length() <= TextShapes.MOST_CHARS;
        LineShape shape = hasHoles ? LineShape.ofTemplate(template) : null;
        return shape != null && (shape.hasWords() || !isOneText(call, shape)) ? shape : ofText(call);
    }

    private LineShape ofText(E call) {
        String text = reader.formattedMessage(call);
        return TextShapes.of(text == null ? "" : text);
    }

    /** As in {@code log.info("{}", text)}: all such lines have one template. */
    private boolean isOneText(E call, LineShape shape) {
        @Nullable Object @Nullable [] arguments = reader.parameters(call);
        return shape.holes() == 1 && arguments != null && arguments.length > 0 && arguments[0] instanceof CharSequence;
    }

    private LineShape ofFields(E call) {
        List<String> names = new ArrayList<>();
        reader.forEachField(call, (name, value) -> {
            if (name != null && names.size() < MOST_FIELDS && !names.contains(name)) {
                names.add(name);
            }
        });
        names.sort(null);
        return new LineShape(Form.FIELDS, names);
    }
}
