package com.trubrics.appender.internal.user;

import com.trubrics.appender.UserSource;
import com.trubrics.appender.internal.path.PathContext;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the configured user source. The class is looked up at the first use, with the thread's context class loader, then with
 * that of this library. Thread-safe.
 *
 * <p>An appender may belong to a server with several applications. Each has its own class, and nothing here keeps an
 * undeployed application in memory: classes are held weakly, and an instance by its own class.
 */
public final class UserSourceCall {

    /** Some servers create class loaders without limit. */
    private static final int REMEMBERED_LOADERS = 16;

    private static final ClassValue<UserSource> INSTANCES = new ClassValue<>() {
        @Override
        protected UserSource computeValue(Class<?> type) {
            try {
                return (UserSource) type.getConstructor().newInstance();
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    };

    /** The result of a lookup with one class loader; no type if there is no such class. */
    private record Found(
            WeakReference<ClassLoader> loader, @Nullable WeakReference<Class<?>> type) {}

    private final UserSourceName name;

    /** Replaced as a whole. Two threads at the same time may lose one entry, which is then looked up again. */
    private volatile List<Found> found = List.of();

    /** Creates a call without looking up anything. */
    public UserSourceCall(UserSourceName name) {
        this.name = name;
    }

    /**
     * Returns the value that identifies the current user, or null if there is none.
     *
     * @param context for the path into the result
     * @throws UnusableUserSourceException if there is no such class or method
     * @throws Throwable what the source itself throws, including {@code Error}s
     */
    public @Nullable Object ask(PathContext context) throws Throwable {
        Class<?> type = type();
        Object result = name.method() == null ? instance(type).userId() : call(method(type, name.method()));
        return name.path().read(result, context);
    }

    private UserSource instance(Class<?> type) throws UnusableUserSourceException {
        if (!UserSource.class.isAssignableFrom(type)) {
            throw new UnusableUserSourceException(name + " does not implement " + UserSource.class.getName());
        }
        try {
            return INSTANCES.get(type);
        } catch (IllegalStateException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UnusableUserSourceException(
                    name + " cannot be created with a public constructor without parameters: "
                            + cause.getClass().getName());
        }
    }

    private Method method(Class<?> type, String method) throws UnusableUserSourceException {
        try {
            Method found = type.getMethod(method);
            if (!Modifier.isStatic(found.getModifiers())) {
                throw new UnusableUserSourceException(name + " is not static");
            }
            if (!Modifier.isPublic(type.getModifiers()) && !found.trySetAccessible()) {
                throw new UnusableUserSourceException(name + " cannot be called, because its class is not public");
            }
            return found;
        } catch (NoSuchMethodException none) {
            throw new UnusableUserSourceException(
                    "class " + name.className() + " has no public method " + method + "() without parameters");
        }
    }

    private static @Nullable Object call(Method method) throws Throwable {
        try {
            return method.invoke(null);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            throw thrown == null ? e : thrown;
        }
    }

    private Class<?> type() throws UnusableUserSourceException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? ClassLoader.getSystemClassLoader() : context;
        for (Found known : found) {
            if (known.loader.refersTo(loader)) {
                Class<?> type = known.type == null ? null : known.type.get();
                if (type != null || known.type == null) {
                    return present(type);
                }
            }
        }
        Class<?> type = load(loader);
        remember(new Found(new WeakReference<>(loader), type == null ? null : new WeakReference<>(type)), loader);
        return present(type);
    }

    private Class<?> present(@Nullable Class<?> type) throws UnusableUserSourceException {
        if (type == null) {
            throw new UnusableUserSourceException("there is no class " + name.className());
        }
        return type;
    }

    private @Nullable Class<?> load(ClassLoader context) {
        Class<?> type = load(name.className(), context);
        return type == null ? load(name.className(), UserSourceCall.class.getClassLoader()) : type;
    }

    private static @Nullable Class<?> load(String className, @Nullable ClassLoader loader) {
        try {
            return Class.forName(className, false, loader);
        } catch (ClassNotFoundException | LinkageError | RuntimeException notThere) {
            return null;
        }
    }

    private void remember(Found latest, ClassLoader loader) {
        List<Found> kept = new ArrayList<>();
        kept.add(latest);
        for (Found known : found) {
            boolean gone = known.loader.refersTo(null) || known.loader.refersTo(loader);
            if (!gone && kept.size() < REMEMBERED_LOADERS) {
                kept.add(known);
            }
        }
        found = List.copyOf(kept);
    }
}
