package com.trubrics.appender.internal.path;

import static com.trubrics.appender.internal.path.Reading.path;
import static com.trubrics.appender.internal.path.Reading.read;
import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.internal.value.Hostile;
import com.trubrics.appender.internal.value.ReentrancyGuard;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the application's objects and texts do, a path costs little and throws nothing. */
class HostilePathsTest {

    private static final int CHARS = 60_000;

    /** Many times what a slow processor needs. What is quadratic takes several seconds. */
    private static final Duration LINEAR = Duration.ofSeconds(1);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    public static class Throwing {
        public String getSecret() throws IOException {
            throw new IOException("the secret is 42");
        }

        public String getMissing() {
            throw new NoClassDefFoundError("com/acme/Gone");
        }

        public String getEndless() {
            return new Hostile.Recursive().toString();
        }
    }

    public static final class Observing {
        public boolean isMarked() {
            return ReentrancyGuard.isRunning();
        }

        public String threadName() {
            return Thread.currentThread().getName();
        }
    }

    @Test
    void anAccessorThatThrowsIsReportedOnceWithoutWhatItSays() {
        Reading reading = new Reading();
        Path path = path("entity.secret");

        assertThat(path.read(new Throwing(), reading.context)).isNull();
        assertThat(path.read(new Throwing(), reading.context)).isNull();

        assertThat(reading.reports)
                .containsExactly("The path 'entity.secret' cannot be read: 'secret' of " + Throwing.class.getName()
                        + " throws java.io.IOException. The value counts as absent");
    }

    @Test
    void anErrorIsNoWorseThanAnException() {
        Reading reading = new Reading();

        assertThat(reading.of("entity.missing", new Throwing())).isNull();
        assertThat(reading.of("entity.endless", new Throwing())).isNull();

        assertThat(reading.reports)
                .hasSize(2)
                .anySatisfy(report -> assertThat(report).contains("NoClassDefFoundError"))
                .anySatisfy(report -> assertThat(report).contains("StackOverflowError"));
    }

    @Test
    void anElementThatThrowsDoesNotHideTheNextOne() {
        Reading reading = new Reading();

        assertThat(reading.of("list.secret", List.of(new Throwing(), Map.of("secret", 1))))
                .isEqualTo(1);
        assertThat(reading.reports).hasSize(1);
    }

    @Test
    void mapsAndTextsMayThrowAsWell() {
        Reading reading = new Reading();

        assertThat(reading.of("map.x", new Hostile.TornMap())).isNull();
        assertThat(reading.of("text", new CharSequence() {
                    @Override
                    public int length() {
                        throw new IllegalStateException();
                    }

                    @Override
                    public char charAt(int index) {
                        return 'x';
                    }

                    @Override
                    public CharSequence subSequence(int start, int end) {
                        return this;
                    }
                }))
                .isNull();
        assertThat(reading.reports).hasSize(2);
    }

    @Test
    void anEndlessCollectionEnds() {
        Hostile.Endless endless = new Hostile.Endless();

        assertThat(read("list.name", endless)).isNull();
        assertThat(read("list[-1]", endless)).isNull();
        assertThat(endless.given()).isLessThanOrEqualTo(2 * PathReader.MAX_ELEMENTS);
    }

    @Test
    void aListThatContainsItselfManyTimesIsReadOnce() {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            list.add(list);
        }

        assertThat(read("list.name", list)).isNull();
    }

    @Test
    void onePathReadsNoMoreTextThanAnEventMayHave() {
        String large = "x".repeat(Reading.MAX_BYTES / 4) + " name=value";

        assertThat(read("list.name", List.of(large))).isEqualTo("value");
        assertThat(read("list.other", Collections.nCopies(PathReader.MAX_ELEMENTS, large)))
                .isNull();
        assertThat(read("text.name", "x".repeat(Reading.MAX_BYTES) + " name=value"))
                .isNull();
    }

    @Test
    void jsonThatIsTooLargeIsAbsentAndNotReadAsOtherText() {
        PathContext context = new PathContext(100, null, report -> {});

        assertThat(path("json.b").read("{\"a\":[" + "1,".repeat(10) + "1],\"b\":2}", context))
                .isEqualTo(2);
        assertThat(path("json.b").read("{\"a\": b=2 " + "x".repeat(100) + "}", context))
                .isNull();
    }

    @Test
    void jsonIsParsedOnceForALogCallAndOnlyWhenAPathAsks() {
        Reading reading = new Reading();
        String json = "{\"a\":{\"b\":1},\"c\":[]}";

        assertThat(reading.of("json", json)).isSameAs(json);
        Object first = reading.of("json.a", json);
        Object second = reading.of("json.a", new String(json.toCharArray()));

        assertThat(second).isNotNull().isSameAs(first);
    }

    @Test
    void codeOfTheApplicationRunsMarkedAsSuch() {
        assertThat(read("x.marked", new Observing())).isEqualTo(true);
        assertThat(ReentrancyGuard.isRunning()).isFalse();
    }

    @Test
    void behindAQueueTheThreadIsMarkedToo() {
        PathContext context = new PathContext(Reading.MAX_BYTES, "another-thread", report -> {});
        String name = Thread.currentThread().getName();
        assertThat(path("x.threadName").read(new Observing(), context))
                .asString()
                .startsWith("trubrics-");
        assertThat(Thread.currentThread().getName()).isEqualTo(name);
    }

    static Stream<String> hostileTexts() {
        return Stream.of(
                        "a",
                        "=",
                        ":",
                        "a=",
                        "a:",
                        "a = ",
                        "a='",
                        "a=\"",
                        "a='x' ",
                        "a=(",
                        "a=)",
                        "a={",
                        "a=[x, ",
                        " ",
                        "a ",
                        "a\t= ",
                        "' ",
                        "'",
                        "a=, ",
                        "a=a ",
                        "a=x a",
                        ",a",
                        "a,",
                        "a=1,a",
                        "{",
                        "[",
                        "[[",
                        "{\"a\":",
                        "[1,",
                        "[\"",
                        "{\"a\":1,",
                        "\\",
                        "{\"\\u0061\":",
                        "[1e",
                        "(",
                        "a=(a=",
                        "\n",
                        "aa ")
                .flatMap(part -> Stream.of(
                        part.repeat(CHARS / part.length()),
                        "a=" + part.repeat(CHARS / part.length()),
                        "a='" + part.repeat(CHARS / part.length()),
                        "{\"a\":" + part.repeat(CHARS / part.length())));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void noTextCostsMoreThanItsLength(String text) {
        List<Path> paths = Stream.of("x.a", "x.a[-1]", "x.a[5000]", "x.a.a", "x[1].a", "x.aaaaaaaaaaaaaaab")
                .map(Reading::path)
                .toList();
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 5 && fastest > LINEAR.toNanos(); i++) {
            long start = THREADS.getCurrentThreadCpuTime(); // the time of other programs does not count
            PathContext context = new Reading().context;
            paths.forEach(path -> path.read(text, context));
            fastest = Math.min(fastest, THREADS.getCurrentThreadCpuTime() - start);
        }

        assertThat(Duration.ofNanos(fastest)).isLessThan(LINEAR);
    }

    public static final class OfTheContainer {
        public String getName() {
            return "a name";
        }
    }

    @Test
    void whatIsRememberedOfAClassDoesNotHoldTheLibrary() throws Exception {
        WeakReference<ClassLoader> library = readWithALibraryOfItsOwn(new OfTheContainer());

        await().untilAsserted(() -> {
            System.gc();
            assertThat(library.get()).isNull();
        });
    }

    private static WeakReference<ClassLoader> readWithALibraryOfItsOwn(Object value) throws Exception {
        URL[] library = {Path.class.getProtectionDomain().getCodeSource().getLocation()};
        try (URLClassLoader loader = new URLClassLoader(library, ClassLoader.getPlatformClassLoader())) {
            Constructor<?> context = loader.loadClass(PathContext.class.getName())
                    .getConstructor(int.class, String.class, Consumer.class);
            Class<?> type = loader.loadClass(Path.class.getName());
            Object path = type.getMethod("parse", String.class).invoke(null, "x.name");
            Consumer<String> noReport = report -> {};
            Object read = type.getMethod("read", Object.class, context.getDeclaringClass())
                    .invoke(path, value, context.newInstance(1_000, null, noReport));
            assertThat(read).isEqualTo("a name");
            return new WeakReference<>(loader);
        }
    }
}
