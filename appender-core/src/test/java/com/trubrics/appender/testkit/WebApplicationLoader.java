package com.trubrics.appender.testkit;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** As that of a web container: it looks into the application's own jars first, and only then at the parent's. */
final class WebApplicationLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Predicate<String> own;

    private WebApplicationLoader(ClassLoader parent, Predicate<String> own) {
        super(classPath(), parent);
        this.own = own;
    }

    /** Everything is the application's own: the framework, the appender, OkHttp and all. */
    static WebApplicationLoader withItsOwnCopies() {
        return new WebApplicationLoader(ClassLoader.getPlatformClassLoader(), name -> true);
    }

    /** Framework and appender are the container's; only the application itself is its own. */
    static WebApplicationLoader onSharedLibraries(String application) {
        return new WebApplicationLoader(
                WebApplicationLoader.class.getClassLoader(),
                name -> name.startsWith(application) || isNamed(name, WebApplication.class));
    }

    private static boolean isNamed(String name, Class<?> type) {
        return name.equals(type.getName()) || name.startsWith(type.getName() + "$");
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!own.test(name) || name.startsWith("java.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try {
                return findClass(name);
            } catch (ClassNotFoundException ofTheParent) {
                return super.loadClass(name, resolve);
            }
        }
    }

    private static URL[] classPath() {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            try {
                urls.add(Path.of(entry).toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(entry, e);
            }
        }
        return urls.toArray(URL[]::new);
    }
}
