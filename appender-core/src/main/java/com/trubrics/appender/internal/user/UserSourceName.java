package com.trubrics.appender.internal.user;

import com.trubrics.appender.internal.path.MalformedPathException;
import com.trubrics.appender.internal.path.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of the option {@code userSource}.
 *
 * <pre>
 * name = package.Class.method() path     a.b.Context.current().user.id: a static method, and a path into its result
 *      | package.Class                   a.b.CurrentUser: an implementation of UserSource
 * </pre>
 *
 * @param className as {@link Class#forName} reads it
 * @param method the static method; null for an implementation of {@link com.trubrics.appender.UserSource}
 * @param path reads into the result; its root is the method, or the class
 */
public record UserSourceName(String className, @Nullable String method, Path path) {

    private static final String CALL = "()";
    private static final String IDENTIFIER = "[\\p{L}_$][\\p{L}\\p{M}\\p{N}_$]*";
    private static final Pattern QUALIFIED = Pattern.compile(IDENTIFIER + "(?:\\." + IDENTIFIER + ")+");

    /**
     * Parses the text of the option.
     *
     * @throws MalformedPathException if the text after the method is not a path
     * @throws IllegalArgumentException if the text is anything else; its message completes a sentence about the text
     */
    public static UserSourceName parse(String text) throws MalformedPathException {
        int call = text.indexOf(CALL);
        String qualified = call < 0 ? text : text.substring(0, call);
        if (!QUALIFIED.matcher(qualified).matches()) {
            throw new IllegalArgumentException("must be a static method without parameters and a path into its result,"
                    + " such as com.acme.Context.current().user.id, or the name of a class that implements"
                    + " UserSource");
        }
        int dot = qualified.lastIndexOf('.');
        return call < 0
                ? new UserSourceName(text, null, Path.parse(text.substring(dot + 1)))
                : new UserSourceName(
                        qualified.substring(0, dot), qualified.substring(dot + 1), Path.parse(text.substring(dot + 1)));
    }

    /** Returns the name of the method or class, for messages. */
    @Override
    public String toString() {
        return method == null ? className : className + "." + method + CALL;
    }
}
