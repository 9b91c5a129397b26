package com.example.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Received RECEIVED =
            new Received(List.of(Samples.conversation(), Samples.upgrade()), List.of(), 2, 1, 12_345);

    @Test
    void shows_the_whole_run_in_a_narrow_table() throws JsonProcessingException {
        List<String> lines = new Report("Logback 1.2.3", RECEIVED, Samples.run()).lines();

        assertThat(lines)
                .allSatisfy(line -> assertThat(line)
                        .hasSizeLessThanOrEqualTo(Report.WIDTH)
                        .matches("\\p{ASCII}*")
                        .doesNotMatch(".*\\s"));
        assertThat(String.join("\n", lines))
                .contains("--- Logback 1.2.3 ---")
                .containsPattern("Upgrade +1 +users +1")
                .containsPattern("conversations +1")
                .containsPattern("events +2 ")
                .containsPattern("requests +2   and 1 that was answered 503 and sent again")
                .containsPattern("bytes +12,345")
                .containsPattern("dropped +none")
                .contains("first  2026-01-31T12:00:00Z  Upgrade, ana")
                .contains("last   2026-01-31T12:01:00Z  prompt, generation, ana")
                .containsPattern("user event +\\{\"user_id\":\"ana\",\"event\":\"Upgrade\"")
                .containsPattern("LLM event +\\{\"user_id\":\"ana\",\"prompt\":\"How, in short\\?\"");
    }

    @Test
    void points_to_the_drops_that_the_application_printed() throws JsonProcessingException {
        ChatRun run = Samples.run("Trubrics: 3 events dropped");

        assertThat(new Report("Logback 1.2.3", RECEIVED, run).lines())
                .anySatisfy(line -> assertThat(line).containsPattern("dropped +see below"));
        assertThat(run.complaints()).containsExactly("Trubrics: 3 events dropped");
    }

    @Test
    void survives_a_run_without_any_event() throws JsonProcessingException {
        Received nothing = new Received(List.of(), List.of(), 0, 0, 0);
        assertThat(new Report("Logback 1.2.3", nothing, Samples.run()).lines())
                .anySatisfy(line -> assertThat(line).containsPattern("events +0"));
    }

    @Test
    void breaks_json_after_commas_but_not_within_text() throws JsonProcessingException {
        assertThat(Json.lines(Json.MAPPER.readTree("{\"a\":\"x, \\\"y\\\", z\",\"b\":[1,2]}"), 12))
                .containsExactly("{\"a\":\"x, \\\"y\\\", z\",", "\"b\":[1,2]}");
    }
}
