package com.trubrics.appender.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.RecordingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event rules in every format that Log4j2 reads. */
@Tag("version-matrix")
class EventRuleFormatsTest {

    private final RecordingServer server = RecordingServer.start();

    @TempDir
    private Path directory;

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void xmlWithAttributes() {
        theFirstOfThreeRulesIsApplied("xml", """
                <Configuration shutdownHook="disable">
                  <Appenders>
                    <Trubrics name="TRUBRICS" apiKey="k" host="%s">
                      <EventRule logger="com.acme" message="a {user_id}\\n" when="user_id=u1" event="First"/>
                      <eventRule LOGGER="com.acme" message="a {user_id}\\n" event="Second"/>
                      <EventRule logger="com.acme" message="a {user_id}\\n" when="user_id!=" event="Third"/>
                    </Trubrics>
                  </Appenders>
                  <Loggers><Root level="INFO"><AppenderRef ref="TRUBRICS"/></Root></Loggers>
                </Configuration>
                """);
    }

    @Test
    void xmlWithNestedElements() {
        theFirstOfThreeRulesIsApplied("xml", """
                <Configuration shutdownHook="disable">
                  <Appenders>
                    <Trubrics name="TRUBRICS" apiKey="k" host="%s">
                      <EventRule>
                        <Logger>com.acme</Logger>
                        <message>a {user_id}\\n</message>
                        <When>user_id=u1</When>
                        <event>First</event>
                      </EventRule>
                      <EventRule event="Second">
                        <logger>com.acme</logger>
                        <message>a {user_id}\\n</message>
                      </EventRule>
                    </Trubrics>
                  </Appenders>
                  <Loggers><Root level="INFO"><AppenderRef ref="TRUBRICS"/></Root></Loggers>
                </Configuration>
                """);
    }

    @Test
    void json() {
        theFirstOfThreeRulesIsApplied("json", """
                {"Configuration": {
                  "shutdownHook": "disable",
                  "Appenders": {"Trubrics": {"name": "TRUBRICS", "apiKey": "k", "host": "%s",
                    "EventRule": [
                      {"logger": "com.acme", "message": "a {user_id}\\\\n", "when": "user_id=u1", "event": "First"},
                      {"logger": "com.acme", "message": "a {user_id}\\n", "event": "Second"},
                      {"logger": "com.acme", "event": "Third", "fields": "user_id='u'"}]
                  }},
                  "Loggers": {"Root": {"level": "INFO", "AppenderRef": {"ref": "TRUBRICS"}}}
                }}
                """);
    }

    @Test
    void yaml() {
        theFirstOfThreeRulesIsApplied("yaml", """
                Configuration:
                  shutdownHook: disable
                  Appenders:
                    Trubrics:
                      name: TRUBRICS
                      apiKey: k
                      host: %s
                      eventRule:
                        - {logger: com.acme, message: 'a {user_id}\\n', when: user_id=u1, event: First}
                        - {logger: com.acme, message: 'a {user_id}\\n', event: Second}
                  Loggers:
                    Root:
                      level: INFO
                      AppenderRef: {ref: TRUBRICS}
                """);
    }

    @Test
    void propertiesInTheOrderOfTheFile() {
        StringBuilder rules = new StringBuilder();
        for (int i = 1; i <= 9; i++) {
            rules.append("appender.t.rule").append((i * 7) % 11).append(".type = EventRule\n");
            for (String option : List.of(
                    "logger = com.acme",
                    "message = a {user_id}\\\\n",
                    "when = user_id=" + (i == 1 ? "u1" : "*"),
                    "event = " + (i == 1 ? "First" : i == 2 ? "Second" : "Later" + i))) {
                rules.append("appender.t.rule")
                        .append((i * 7) % 11)
                        .append('.')
                        .append(option)
                        .append('\n');
            }
        }
        theFirstOfThreeRulesIsApplied("properties", """
                shutdownHook = disable
                appender.t.type = Trubrics
                appender.t.name = TRUBRICS
                appender.t.apiKey = k
                appender.t.host = %s
                rootLogger.level = INFO
                rootLogger.appenderRef.t.ref = TRUBRICS
                """ + rules);
    }

    @Test
    void anOptionThatIsNoTextIsTold() {
        assertThat(warnings("json", """
                {"Configuration": {
                  "shutdownHook": "disable",
                  "Appenders": {"Trubrics": {"name": "TRUBRICS", "apiKey": "k", "host": "%s",
                    "EventRule": {"logger": ["com.acme", "com.other"], "event": "E", "fields": "user_id='u'"}
                  }},
                  "Loggers": {"Root": {"level": "INFO", "AppenderRef": {"ref": "TRUBRICS"}}}
                }}
                """))
                .anyMatch(warning -> warning.contains("Event rule 1 ('E')") && warning.contains("'logger'"));
        assertThat(server.events()).isEmpty();
    }

    private void theFirstOfThreeRulesIsApplied(String format, String text) {
        assertThat(warnings(format, text)).allMatch(warning -> warning.contains("never applies"));
        assertThat(server.events())
                .extracting(event -> event.field("event"), event -> event.field("user_id"))
                .containsExactly(Tuple.tuple("First", "u1"), Tuple.tuple("Second", "u2"));
    }

    /** The warnings up to the end of two lines. There must be no ERROR. */
    private List<String> warnings(String format, String text) {
        try (StatusRecorder statuses = StatusRecorder.at(Level.WARN)) {
            Path file = Files.writeString(directory.resolve("log4j2." + format), text.formatted(server.host()));
            LoggerContext context = new LoggerContext("rules");
            context.start(ConfigurationFactory.getInstance().getConfiguration(context, "rules", file.toUri()));
            context.getLogger("com.acme.Shop").info("a u1\n");
            context.getLogger("com.acme.Shop").info("a {}\n", "u2");
            context.stop();
            assertThat(statuses.messages(Level.ERROR)).isEmpty();
            return statuses.messages(Level.WARN);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
