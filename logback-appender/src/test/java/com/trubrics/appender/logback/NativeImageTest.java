package com.trubrics.appender.logback;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Option;
import com.trubrics.appender.testkit.NativeImageMetadata;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Joran finds everything by name, which a native image allows only where the metadata says so. */
class NativeImageTest {
    private static final NativeImageMetadata METADATA =
            NativeImageMetadata.of("trubrics-logback-appender", TrubricsAppender.class.getClassLoader());

    @Test
    void theAppenderAndWhatIsNestedInItCanBeMade() {
        assertThat(configurable())
                .contains(StaticProperty.class)
                .allSatisfy(type -> assertThat(METADATA.allows(type.getConstructor()))
                        .as(type.getName())
                        .isTrue());
    }

    @Test
    void everyOptionAndEveryNestedElementCanBeSet() {
        assertThat(setters(TrubricsAppender.class)).hasSizeGreaterThan(Option.values().length);
        assertThat(configurable())
                .allSatisfy(type -> assertThat(setters(type))
                        .isNotEmpty()
                        .allSatisfy(setter -> assertThat(METADATA.allows(setter, type))
                                .as(setter.toString())
                                .isTrue()));
    }

    /** The appender, and the classes of ours that its setters take. */
    private static List<Class<?>> configurable() {
        return Stream.concat(
                        Stream.of(TrubricsAppender.class),
                        setters(TrubricsAppender.class).stream().map(setter -> setter.getParameterTypes()[0]))
                .filter(type -> type.getPackage() == TrubricsAppender.class.getPackage())
                .distinct()
                .<Class<?>>map(type -> type)
                .toList();
    }

    /** What Joran calls for an element; more would do no harm. */
    private static List<Method> setters(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().matches("(set|add)[A-Z].*") && method.getParameterCount() == 1)
                .toList();
    }
}
