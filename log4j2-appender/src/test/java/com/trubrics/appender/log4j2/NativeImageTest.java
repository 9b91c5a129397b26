package com.trubrics.appender.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NativeImageTest {
    private static final String PLACE = "/META-INF/native-image/";
    private static final String MODULE = "com.trubrics/trubrics-log4j2-appender/reflect-config.json";

    @Test
    void everyFieldThatLog4j2InjectsIsDeclared() throws IOException {
        String declared = read(PLACE + MODULE) + read(PLACE + "log4j-generated/" + MODULE);

        assertThat(Arrays.stream(TrubricsAppender.Builder.class.getDeclaredFields())
                        .filter(field -> field.getDeclaredAnnotations().length > 0)
                        .map(Field::getName))
                .isNotEmpty()
                .allSatisfy(field ->
                        assertThat(declared).containsPattern("\\{\\s*\"name\"\\s*:\\s*\"" + field + "\"\\s*}"));
    }

    @Test
    void whatLog4j2MakesByNameIsDeclared() throws IOException {
        assertThat(read(PLACE + "log4j-generated/" + MODULE))
                .contains(
                        '"' + TrubricsAppender.class.getName() + '"',
                        '"' + TrubricsAppender.Builder.class.getName() + '"',
                        '"' + StaticProperty.class.getName() + '"',
                        '"' + OptionAttributesVisitor.class.getName() + '"');
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(NativeImageTest.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
