package com.trubrics.appender.internal.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LeakFreeThreadsTest {

    @Test
    void aJdkWithoutAccessControlRunsTheActionAllTheSame() throws ReflectiveOperationException {
        Class<?> withoutIt = Class.forName(LeakFreeThreads.class.getName(), true, new LaterJdk());
        Method only = withoutIt.getDeclaredMethod("privileged", Supplier.class);
        only.setAccessible(true);
        Supplier<String> action = () -> "done";

        assertThat(only.invoke(null, action)).isEqualTo("done");
    }

    /** Has its own copy of the class under test, and no access control for it. */
    private static final class LaterJdk extends ClassLoader {
        LaterJdk() {
            super(LeakFreeThreads.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals("java.security.AccessController") || name.equals("java.security.PrivilegedAction")) {
                throw new ClassNotFoundException(name);
            }
            return name.equals(LeakFreeThreads.class.getName()) ? copy(name) : super.loadClass(name, resolve);
        }

        private Class<?> copy(String name) throws ClassNotFoundException {
            try (InputStream bytes = LeakFreeThreads.class.getResourceAsStream("LeakFreeThreads.class")) {
                byte[] all = bytes == null ? new byte[0] : bytes.readAllBytes();
                return defineClass(name, all, 0, all.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
