package com.trubrics.discovered;

import static com.trubrics.appender.testkit.LogLine.info;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trubrics.appender.testkit.LogLine;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules for lines that mean something to XML, YAML or the placeholders of a configuration mean just these lines. */
class HostileLinesTest {
    private static final List<String> TEXTS = List.of(
            "costs ${amount} of $USER {}",
            "a:-b } ${x:-y} {",
            "  two  blanks  inside and around  ",
            "tab\tand\nline end\n",
            "carriage return\r\nhere",
            "<b>'bold'</b> & \"quoted\" ]]> <!-- no --> &amp;",
            "50% of *all* | or, is = it?",
            "C:\\temp\\new \\x41 \\{}",
            "控制 \uD83D\uDE00 é",
            "- yaml: #no 'it''s' \"x\": [a] {b: c}",
            "#{spel} @project@ %d{yyyy} $${twice} ${env:PATH} ${java:version}");

    private final SandboxServer sandbox = SandboxServer.start(SandboxOptions.onFreePort());
    private final SandboxClient page = new SandboxClient(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    /** Its text is finished: nothing in it is a placeholder of the framework's. */
    private static LogLine line(int index) {
        return info("{}", TEXTS.get(index) + " by jane@example.org")
                .from("com.acme.Hostile" + index)
                .mdc("principal", "user " + index);
    }

    private JsonNode[] chosen() {
        try (RunningApplication application = Framework.LOGBACK.start(sandbox, "<discover>true</discover>")) {
            for (int i = 0; i < TEXTS.size(); i++) {
                application.log(line(i));
            }
            page.awaitKinds(TEXTS.size());
        }
        JsonNode[] choices = new JsonNode[TEXTS.size()];
        for (JsonNode kind : page.awaitKinds(TEXTS.size())) {
            int index = Integer.parseInt(kind.path("logger").asText().substring("com.acme.Hostile".length()));
            ObjectNode choice = SandboxClient.choice(page.kind(kind.path("id").asText()), "mdc.principal"::equals);
            choice.put("event", TEXTS.get(index) + "!");
            choice.set("user", SandboxClient.JSON.createObjectNode().put("path", "mdc.principal"));
            choices[index] = choice;
        }
        return choices;
    }

    private void assertArrived() {
        assertThat(sandbox.awaitEvents(TEXTS.size(), Duration.ofMinutes(1)))
                .extracting(event -> event.name() + " of " + event.userId())
                .containsExactlyInAnyOrderElementsOf(java.util.stream.IntStream.range(0, TEXTS.size())
                        .mapToObj(i -> (TEXTS.get(i) + "!").strip() + " of user " + i)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void theRuleMeansTheLine(Framework framework) {
        JsonNode preview = page.preview(chosen());
        assertThat(preview.path("warnings")).isEmpty();
        sandbox.reset();

        try (RunningApplication application =
                framework.start(sandbox, preview.path(framework.format()).asText())) {
            for (int i = 0; i < TEXTS.size(); i++) {
                application.log(line(i));
            }
        }
        assertArrived();
    }

    @Test
    void theRuleMeansTheLineInYaml() throws Exception {
        String yaml = page.preview(chosen()).path("yaml").asText();
        sandbox.reset();

        try (SpringApplicationOnLogback application = SpringApplicationOnLogback.start(sandbox, yaml)) {
            for (int i = 0; i < TEXTS.size(); i++) {
                application.log(line(i));
            }
            assertArrived();
        }
    }
}
