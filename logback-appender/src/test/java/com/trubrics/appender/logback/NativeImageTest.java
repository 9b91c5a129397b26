package com.trubrics.appender.logback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NativeImageTest {
    private static final String METADATA =
            "/META-INF/native-image/com.trubrics/trubrics-logback-appender/reflect-config.json";
    private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+)\"");

    @Test
    void theClassesThatJoranMakesByNameAreDeclared() throws IOException {
        try (InputStream metadata = NativeImageTest.class.getResourceAsStream(METADATA)) {
            String json = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(NAME.matcher(json).results().map((MatchResult match) -> match.group(1)))
                    .containsExactlyInAnyOrder(TrubricsAppender.class.getName(), StaticProperty.class.getName());
        }
    }
}
