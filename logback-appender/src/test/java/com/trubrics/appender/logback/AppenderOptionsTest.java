package com.trubrics.appender.logback;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Option;
import com.trubrics.appender.spi.OptionValues;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AppenderOptionsTest {

    /** What Joran takes for itself at any depth; no option may bear such a name. */
    private static final Set<String> JORAN =
            Set.of("property", "variable", "substitutionProperty", "param", "if", "condition", "appender");

    @Test
    void thereIsOneSetterForEachOptionAndNoOther() {
        Map<Boolean, List<String>> forLogCalls = Arrays.stream(Option.values())
                .collect(Collectors.partitioningBy(
                        Option::isForLogCalls, Collectors.mapping(AppenderOptionsTest::setter, Collectors.toList())));
        assertThat(setters(AppenderOptions.class)).containsExactlyInAnyOrderElementsOf(forLogCalls.get(true));
        assertThat(setters(DeliveryOptions.class)).containsExactlyInAnyOrderElementsOf(forLogCalls.get(false));
    }

    private static List<String> setters(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> name.startsWith("set") && !name.equals("setContext"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Option.class)
    void eachSetterSetsItsOwnOption(Option option) throws ReflectiveOperationException {
        TrubricsAppender appender = new TrubricsAppender();
        AppenderOptions.class.getMethod(setter(option), String.class).invoke(appender, "the text");
        OptionValues values = appender.values();
        assertThat(Arrays.stream(Option.values()).filter(other -> values.get(other) != null))
                .containsExactly(option);
        assertThat(values.get(option)).isEqualTo("the text");
    }

    @ParameterizedTest
    @EnumSource(Option.class)
    void eachListThatIsWrittenTwiceAddsUpAndOfAnyOtherOptionTheLastTextWins(Option option)
            throws ReflectiveOperationException {
        TrubricsAppender appender = new TrubricsAppender();
        Method setter = AppenderOptions.class.getMethod(setter(option), String.class);
        setter.invoke(appender, "one");
        setter.invoke(appender, "other");
        assertThat(appender.values().get(option)).isEqualTo(option.isList() ? "one,other" : "other");
    }

    @Test
    void noOptionBearsANameThatJoranTakesForItself() {
        assertThat(Option.values()).extracting(Option::key).doesNotContainAnyElementsOf(JORAN);
    }

    private static String setter(Option option) {
        return "set" + Character.toUpperCase(option.key().charAt(0))
                + option.key().substring(1);
    }
}
