package com.trubrics.appender.internal.config;

import com.trubrics.appender.EventFilter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * The class that the option {@code eventFilter} names. It is looked up with the context class loader of the thread that
 * configures, then with that of this library.
 *
 * @param instance null if the class was only looked up
 */
record FilterClass(Class<?> type, @Nullable EventFilter instance) {

    /** Looks a class up without running any of its code. */
    static FilterClass find(String name) throws BadValue {
        Class<?> type = load(name);
        if (!EventFilter.class.isAssignableFrom(type)) {
            throw new BadValue("the class does not implement " + EventFilter.class.getName());
        }
        var unused = constructor(type);
        return new FilterClass(type, null);
    }

    /** Looks a class up, and creates the filter. */
    static FilterClass create(String name) throws BadValue {
        Class<?> type = find(name).type();
        try {
            return new FilterClass(type, (EventFilter) constructor(type).newInstance());
        } catch (InvocationTargetException e) {
            Throwable fromUserCode = e.getCause() == null ? e : e.getCause();
            throw new BadValue(
                    "its constructor threw " + fromUserCode.getClass().getName());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new BadValue("it cannot be created (" + e.getClass().getName() + ")");
        }
    }

    private static Constructor<?> constructor(Class<?> type) throws BadValue {
        try {
            return type.getConstructor();
        } catch (NoSuchMethodException | LinkageError e) {
            throw new BadValue("the class needs a public constructor without parameters");
        }
    }

    private static Class<?> load(String name) throws BadValue {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        Class<?> found = ofThread == null ? null : load(name, ofThread);
        if (found == null) {
            found = load(name, EventFilter.class.getClassLoader());
        }
        if (found == null) {
            throw new BadValue("there is no such class, or it cannot be loaded");
        }
        return found;
    }

    private static @Nullable Class<?> load(String name, @Nullable ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
