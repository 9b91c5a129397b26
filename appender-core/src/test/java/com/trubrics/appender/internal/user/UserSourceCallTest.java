package com.trubrics.appender.internal.user;

import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.internal.path.PathContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A user source among the class loaders of a server. */
class UserSourceCallTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restoreContext() {
        Thread.currentThread().setContextClassLoader(before);
    }

    /** An application with its own copy of the classes that it asks. */
    private static final class Application extends ClassLoader {

        Application() {
            super(UserSourceCallTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("com.acme.users.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = Objects.requireNonNull(getParent().getResourceAsStream(file))) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void eachApplicationOfAServerIsAskedForItsOwnUser() throws Throwable {
        UserSourceCall call = call("com.acme.users.Holder.type()");
        for (int i = 0; i < 50; i++) {
            Application one = new Application();
            Application other = new Application();
            assertThat(askIn(one, call))
                    .isInstanceOfSatisfying(
                            Class.class,
                            type -> assertThat(type.getClassLoader()).isSameAs(one));
            assertThat(askIn(other, call))
                    .isInstanceOfSatisfying(
                            Class.class,
                            type -> assertThat(type.getClassLoader()).isSameAs(other));
            assertThat(askIn(one, call)).isEqualTo(one.loadClass("com.acme.users.Holder"));
        }
    }

    @Test
    void aThreadWhoseContextKnowsTheClassNotAsksTheOneBesideTheLibrary() throws Throwable {
        UserSourceCall call = call("com.acme.users.Holder.userId()");

        assertThat(askIn(ClassLoader.getPlatformClassLoader(), call)).isEqualTo("u-7");
        assertThat(askIn(null, call)).isEqualTo("u-7");
    }

    @Test
    void anUndeployedApplicationIsNotHeld() throws Throwable {
        UserSourceCall method = call("com.acme.users.Holder.type()");
        UserSourceCall source = call("com.acme.users.CurrentUser");
        WeakReference<ClassLoader> application = askInAnother(method, source);

        await().untilAsserted(() -> {
            System.gc();
            assertThat(application.get()).isNull();
        });
        assertThat(askIn(before, source)).isEqualTo("own");
    }

    private static WeakReference<ClassLoader> askInAnother(UserSourceCall... calls) throws Throwable {
        ClassLoader application = new Application();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        for (UserSourceCall call : calls) {
            assertThat(askIn(application, call)).isNotNull();
        }
        Thread.currentThread().setContextClassLoader(before);
        return new WeakReference<>(application);
    }

    @Test
    void aClassThatIsNotThereIsLookedForOnce() throws Exception {
        int[] looks = {0};
        ClassLoader counting = new ClassLoader(before) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                looks[0]++;
                throw new ClassNotFoundException(name);
            }
        };
        UserSourceCall call = call("com.acme.gone.Holder.userId()");

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> askIn(counting, call)).hasMessage("there is no class com.acme.gone.Holder");
        }
        assertThat(looks[0]).isOne();
    }

    private static @Nullable Object askIn(@Nullable ClassLoader context, UserSourceCall call) throws Throwable {
        Thread.currentThread().setContextClassLoader(context);
        return call.ask(new PathContext(1_000, null, report -> {}));
    }

    private static UserSourceCall call(String name) throws Exception {
        return new UserSourceCall(UserSourceName.parse(name));
    }
}
