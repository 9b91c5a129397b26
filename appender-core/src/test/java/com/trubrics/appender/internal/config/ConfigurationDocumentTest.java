package com.trubrics.appender.internal.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/configuration.md} to the options that there are. */
class ConfigurationDocumentTest {
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| (.*) \\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern WARNING = Pattern.compile("^Option '(\\w+)' is '(.*?)': .*$", Pattern.MULTILINE);

    private static final Pattern LOGBACK_OPTION = Pattern.compile("^ +<(\\w+)>(.*)</\\1>$", Pattern.MULTILINE);
    private static final Pattern LOG4J2_OPTION = Pattern.compile("^ +(\\w+)=\"(.*)\">?$", Pattern.MULTILINE);

    private final String document = read(Path.of("..", "docs", "configuration.md"));

    @Test
    void theTableHasEveryOptionWithItsDefaultAndMeaning() {
        List<String> rows = ROW.matcher(document)
                .results()
                .map(row -> row(row.group(1), row.group(2), row.group(3)))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Option.values())
                        .map(option -> row(option.key(), option.defaultText(), option.meaning()))
                        .toList());
    }

    @Test
    void theExamplesOfWarningsAreReal() {
        List<MatchResult> examples = WARNING.matcher(document).results().toList();

        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(example -> assertThat(Reading.withKey()
                                .set(example.group(1), example.group(2))
                                .warnings())
                        .containsExactly(example.group()));
    }

    @Test
    void theLongExamplesSetEveryOptionAndMakeNoMistake() {
        for (Pattern syntax : List.of(LOGBACK_OPTION, LOG4J2_OPTION)) {
            Map<Option, String> texts = new EnumMap<>(Option.class);
            syntax.matcher(document)
                    .results()
                    .filter(match -> Option.named(match.group(1)) != null)
                    .forEach(match -> texts.put(requireNonNull(Option.named(match.group(1))), match.group(2)));
            Reading reading = Reading.ofNothing().variable("TRUBRICS_API_KEY", "key");
            texts.forEach(reading::set);

            assertThat(texts).containsOnlyKeys(Option.values());
            assertThat(reading.warnings()).isEmpty();
            assertThat(reading.settings().eventIdProperty()).isEqualTo("event_id");
        }
    }

    private static String row(String key, String defaultText, String meaning) {
        return String.join(" | ", key, defaultText, meaning).replace("`", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("The documentation is missing: " + file.toAbsolutePath(), e);
        }
    }
}
