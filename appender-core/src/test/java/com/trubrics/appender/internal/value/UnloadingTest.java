package com.trubrics.appender.internal.value;

import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.CharBuffer;
import org.junit.jupiter.api.Test;

/** A class of a container lives longer than the web application that brings this library and reads its objects. */
class UnloadingTest {

    public record OfTheContainer(int number) {}

    @Test
    void whatIsRememberedOfAClassDoesNotHoldTheLibrary() throws Exception {
        WeakReference<ClassLoader> library = readWithALibraryOfItsOwn(new OfTheContainer(1), CharBuffer.wrap(""));

        await().untilAsserted(() -> {
            System.gc();
            assertThat(library.get()).isNull();
        });
    }

    private static WeakReference<ClassLoader> readWithALibraryOfItsOwn(Object... values) throws Exception {
        URL[] library = {Freezer.class.getProtectionDomain().getCodeSource().getLocation()};
        try (URLClassLoader loader = new URLClassLoader(library, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(Freezer.class.getName());
            Object freezer = type.getConstructor(int.class).newInstance(1_000);
            Object frozen = type.getMethod("freeze", Object.class).invoke(freezer, (Object) values);
            assertThat(frozen).hasToString("[{number=1}, ]");
            return new WeakReference<>(loader);
        }
    }
}
