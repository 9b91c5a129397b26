package com.trubrics.appender.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.RecordedEvent;
import com.trubrics.appender.testkit.RecordedRequest;
import com.trubrics.appender.testkit.RecordingServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.SocketAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.apache.logging.log4j.message.StringMapMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same appender in every format that Log4j2 reads, with options, a placeholder, a mistake and two static properties. */
@Tag("version-matrix")
class ConfigurationFormatsTest {
    private static final String API_KEY = "s3cr3t-key";

    private final RecordingServer server = RecordingServer.start();

    @TempDir
    private Path directory;

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void xml() {
        itWorks("xml", """
                <Configuration shutdownHook="disable">
                  <Properties><Property name="user">u0</Property></Properties>
                  <Appenders>
                    <Trubrics name="TRUBRICS" APIKEY="s3cr3t-key" host="%s" defaultUserId="${user}" zebra="striped"
                        shutdownTimeout="1 min">
                      <eventKey>action</eventKey>
                      <StaticProperty name="app" value="shop"/>
                      <staticProperty name="stage">test</staticProperty>
                    </Trubrics>
                  </Appenders>
                  <Loggers><Root level="INFO"><AppenderRef ref="TRUBRICS"/></Root></Loggers>
                </Configuration>
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<enabled value='false'/>",
                "<dryRun/>",
                "<proxy/>",
                "<host value='http://127.0.0.1:1'/>",
                "<host><url>http://127.0.0.1:1</url></host>",
                "<includeMdc>*</includeMdc><exclude>secret</exclude>",
                "<includeMdc>*</includeMdc><excludeMdcs><excludeMdc>secret</excludeMdc></excludeMdcs>",
                "<includeMdc>*</includeMdc><options><excludeMdc>secret</excludeMdc></options>",
                "<includeMdc>*</includeMdc><option name='excludeMdc' value='secret'/>",
                "<includeMdc>*</includeMdc><Property name='excludeMdc' value='secret'/>",
                "<includeMdc>*</includeMdc><KeyValuePair key='exclude-mdc' value='secret'/>",
                "<includeMdc>*</includeMdc> excludeMdc='secret'>",
                "<SystemPropertyArbiter propertyName='java.home'><enabled>false</enabled></SystemPropertyArbiter>"
            })
    void inXmlAnElementWithoutTextThatDecidesWhatLeavesFailsClosed(String element) throws IOException {
        Path file = Files.writeString(directory.resolve("log4j2.xml"), """
                <Configuration shutdownHook="disable">
                  <Appenders>
                    <Trubrics name="TRUBRICS" apiKey="s3cr3t-key" host="%s" defaultUserId="u">%s</Trubrics>
                  </Appenders>
                  <Loggers><Root level="INFO"><AppenderRef ref="TRUBRICS"/></Root></Loggers>
                </Configuration>
                """.formatted(server.host(), element));
        try (LoggerContext context = Configurator.initialize("closed", null, file.toUri())) {
            context.getLogger("com.acme.Shop").info(new StringMapMessage().with("event", "Sign Up"));
        }
        assertThat(server.events()).isEmpty();
    }

    /** Encodings, included files, and files that Log4j2 merges, whose elements nobody can read a second time. */
    @ParameterizedTest
    @CsvSource({"UTF-8, a.xml", "UTF-16, a.xml", "UTF-8, including.xml", "UTF-8, 'b.xml,a.xml'", "UTF-16, 'a.xml,b.xml'"
    })
    void whereverItIsWritten(Charset charset, String files) throws IOException {
        String empty =
                "<Configuration shutdownHook='disable'>%s<Loggers><Root level='INFO'>%s</Root></Loggers></Configuration>";
        String reference = "<AppenderRef ref='TRUBRICS'/>";
        String appenders =
                "<Appenders><Trubrics name='TRUBRICS' apiKey='k' defaultUserId='u'><host value='%s'/></Trubrics></Appenders>"
                        .formatted(server.host());
        Files.writeString(
                directory.resolve("a.xml"), declared(charset, empty.formatted(appenders, reference)), charset);
        Files.writeString(directory.resolve("b.xml"), empty.formatted("", ""));
        Files.writeString(directory.resolve("appenders.xml"), appenders);
        String include = "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='appenders.xml'/>";
        Files.writeString(directory.resolve("including.xml"), empty.formatted(include, reference));
        List<URI> uris = Arrays.stream(files.split(","))
                .map(file -> directory.resolve(file).toUri())
                .toList();

        try (StatusRecorder statuses = StatusRecorder.at(Level.WARN);
                LoggerContext context = Configurator.initialize("closed", null, uris, null)) {
            context.getLogger("com.acme.Shop").info(new StringMapMessage().with("event", "Sign Up"));
            assertThat(statuses.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("'host'", "no events will be sent");
        }
    }

    private static String declared(Charset charset, String xml) {
        return "<?xml version='1.0' encoding='" + charset + "'?>" + xml;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<!-- <enabled value='false'/> -->",
                "</Trubrics><Trubrics name='OTHER' apiKey='k'><enabled value='false'/>"
            })
    void aBlankAttributeIsAbsentWhateverStandsBesideIt(String beside) {
        Path file = xml("", "").resolveSibling("blank.xml");
        write("blank.xml", read(xml(beside, "")).replace("apiKey=\"s3cr3t-key\"", "apiKey=\"s3cr3t-key\" enabled=''"));
        assertThat(messages(file)).noneMatch(warning -> warning.contains("'TRUBRICS'"));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void inXmlWhatAnArbiterChoosesApplies() {
        String chosen =
                "<Select><SystemPropertyArbiter propertyName='no.such'><eventKey>none</eventKey></SystemPropertyArbiter>"
                        + "<DefaultArbiter><StaticProperty name='a' value='b'/></DefaultArbiter></Select>";
        assertThat(messages(xml(chosen, ""))).isEmpty();
        assertThat(server.events())
                .singleElement()
                .satisfies(event -> assertThat(event.property("a")).isEqualTo("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<Async name='A'><AppenderRef ref='A'/></Async>"})
    void appendersThatHandOnToThemselvesKeepNoApplicationFromStarting(String appenders) throws IOException {
        Path file = Files.writeString(directory.resolve("log4j2.xml"), """
                <Configuration shutdownHook="disable">
                  <Appenders>
                    <Trubrics name="TRUBRICS" apiKey="s3cr3t-key" host="%s" defaultUserId="u"/>
                    %s
                  </Appenders>
                  <Loggers>
                    <Logger name="com.acme.Loop" level="OFF"><AppenderRef ref="A"/></Logger>
                    <Root level="INFO"><AppenderRef ref="TRUBRICS"/></Root>
                  </Loggers>
                </Configuration>
                """.formatted(server.host(), appenders));
        try (LoggerContext context = Configurator.initialize("loop", null, file.toUri())) {
            context.getLogger("com.acme.Shop").info(new StringMapMessage().with("event", "Sign Up"));
        }
        server.awaitEvents(1);
    }

    @Test
    void strictXml() {
        itWorks("xml", """
                <Configuration shutdownHook="disable" strict="true">
                  <Properties><Property name="user">u0</Property></Properties>
                  <Appenders>
                    <Appender type="Trubrics" name="TRUBRICS" apiKey="s3cr3t-key" host="%s" defaultUserId="${user}"
                        eventKey="action" shutdownTimeout="1 min" zebra="striped">
                      <StaticProperty name="app" value="shop"/>
                      <StaticProperty name="stage" value="test"/>
                    </Appender>
                  </Appenders>
                  <Loggers><Root level="INFO"><AppenderRef ref="TRUBRICS"/></Root></Loggers>
                </Configuration>
                """);
    }

    @Test
    void json() {
        itWorks("json", """
                {"Configuration": {
                  "shutdownHook": "disable",
                  "Properties": {"Property": {"name": "user", "value": "u0"}},
                  "Appenders": {"Trubrics": {
                    "name": "TRUBRICS", "apiKey": "s3cr3t-key", "host": "%s", "defaultUserId": "${user}",
                    "eventKey": "action", "shutdownTimeout": 60, "flushBatchSize": 5, "includeLogContext": false, "zebra": "striped",
                    "StaticProperty": [{"name": "app", "value": "shop"}, {"name": "stage", "value": "test"}]
                  }},
                  "Loggers": {"Root": {"level": "INFO", "AppenderRef": {"ref": "TRUBRICS"}}}
                }}
                """);
    }

    @Test
    void yaml() {
        itWorks("yaml", """
                Configuration:
                  shutdownHook: disable
                  Properties:
                    Property: {name: user, value: u0}
                  Appenders:
                    Trubrics:
                      name: TRUBRICS
                      apiKey: s3cr3t-key
                      host: %s
                      defaultUserId: ${user}
                      eventKey: action
                      shutdownTimeout: 60
                      flushBatchSize: 5
                      zebra: striped
                      StaticProperty:
                        - {name: app, value: shop}
                        - {name: stage, value: test}
                  Loggers:
                    Root:
                      level: INFO
                      AppenderRef: {ref: TRUBRICS}
                """);
    }

    @Test
    void properties() {
        itWorks("properties", """
                shutdownHook = disable
                property.user = u0
                appender.trubrics.type = Trubrics
                appender.trubrics.name = TRUBRICS
                appender.trubrics.apiKey = s3cr3t-key
                appender.trubrics.host = %s
                appender.trubrics.defaultUserId = ${user}
                appender.trubrics.eventKey = action
                appender.trubrics.shutdownTimeout = 1 min
                appender.trubrics.zebra = striped
                appender.trubrics.app.type = StaticProperty
                appender.trubrics.app.name = app
                appender.trubrics.app.value = shop
                appender.trubrics.stage.type = StaticProperty
                appender.trubrics.stage.name = stage
                appender.trubrics.stage.value = test
                rootLogger.level = INFO
                rootLogger.appenderRef.trubrics.ref = TRUBRICS
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "includeMdc: [tenant, region]",
                "loggers: [com.acme]",
                "excludeMdc: {item: secret}",
                "excludeMdc: {value: secret}",
                "exclude_mdc: secret",
                "<<: privacy",
                "include: privacy.yaml",
                "host: \"https://${no.such.tenant}.example\""
            })
    void inYamlAndJsonWhatDecidesWhatLeavesFailsClosedWithAWarning(String option) {
        assertThat(messages(option))
                .singleElement()
                .asString()
                .contains(option.substring(0, option.indexOf(':')), "no events will be sent");
        assertThat(server.requests()).isEmpty();
    }

    /** Log4j2 itself reports an ERROR for these, because it does not know the elements. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "host: ['https://a.example']",
                "enabled: [false]",
                "proxy: {host: 127.0.0.1, port: 1}",
                "options: {excludeMdc: secret}",
                "options: [{name: exclude-mdc, value: secret}]"
            })
    void inYamlAndJsonWhatDecidesWhatLeavesFailsClosedInAnElementThatLog4j2DoesNotKnow(String option) {
        Path file = write("log4j2.yaml", """
                Configuration:
                  shutdownHook: disable
                  Appenders:
                    Trubrics: {name: TRUBRICS, apiKey: k, defaultUserId: u, %s}
                  Loggers:
                    Root: {level: INFO, AppenderRef: {ref: TRUBRICS}}
                """.formatted(
                        option.startsWith("host") ? option : "host: " + server.host() + ", " + option));
        try (StatusRecorder statuses = StatusRecorder.at(Level.WARN);
                LoggerContext context = Configurator.initialize("closed", null, file.toUri())) {
            context.getLogger("com.acme.Shop").info(new StringMapMessage().with("event", "Sign Up"));
            assertThat(statuses.messages(Level.WARN))
                    .filteredOn(warning -> warning.contains("no events will be sent"))
                    .hasSize(1);
        }
        assertThat(server.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiKey: ",
                "loggers: ",
                "loggers: ~",
                "loggers: \"\"",
                "includeMdc: null",
                "excludeMdc: ",
                "defaultUserId: ",
                "eventIdProperty: null",
                "propertyPrefix: ~",
                "userIdKey: ",
                "proxy: ",
                "flushBatchSize: "
            })
    void anEmptyOrNullOptionIsAbsent(String option) {
        assertThat(messages(option))
                .allMatch(warning -> option.startsWith("apiKey") && warning.contains("'apiKey' is missing"));
        assertThat(server.requests()).hasSize(option.startsWith("apiKey") ? 0 : 1);
        assertThat(server.events()).allSatisfy(event -> {
            assertThat(event.field("user_id")).isEqualTo("u1");
            assertThat(event.property("plan")).isEqualTo("pro");
        });
    }

    @Test
    void anArrayOfOtherNamesIsAWarningAndIgnored() {
        assertThat(messages("userIdKey: [uid, user_id]"))
                .singleElement()
                .asString()
                .contains("'userIdKey'", "it is ignored");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KeyValuePair: {}", "KeyValuePair: {key: a, value: b}", "Policies: {}"})
    void aForeignElementIsAWarning(String element) {
        assertThat(messages(element)).singleElement().asString().contains("Unknown option", "it is ignored");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<KeyValuePair/>",
                "<KeyValuePair key='a' value='b'/>",
                "<Policies/>",
                "<Bogus/>",
                "<Bogus a='b'>text</Bogus>",
                "<StaticPropertie name='a' value='b'/>"
            })
    void inXmlAForeignElementIsAWarning(String element) {
        Path file = write("log4j2.xml", """
                <Configuration shutdownHook="disable">
                  <Appenders>
                    <Trubrics name="TRUBRICS" apiKey="s3cr3t-key" host="%s" defaultUserId="u1" eventKey="action">
                      %s
                    </Trubrics>
                  </Appenders>
                  <Loggers><Root level="INFO"><AppenderRef ref="TRUBRICS"/></Root></Loggers>
                </Configuration>
                """.formatted(server.host(), element));
        assertThat(messages(file)).singleElement().asString().contains("Unknown option", "it is ignored");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<EventRules><EventRule logger='com.acme' event='E'/></EventRules>",
                "<StaticProperties><StaticProperty name='a' value='b'/></StaticProperties>",
                "<StaticProperty name='a' value='1' type='int'/>",
                "<StaticProperty name='a' value='1' url='https://a.example'/>",
                "<StaticProperty name='a' value='1' enabled='false'/>",
                "<StaticProperty key='a' value='b'/>"
            })
    void aMistakeInAnElementIsAWarning(String element) {
        assertThat(messages(xml(element, ""))).singleElement().asString().contains("it is");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aRuleWithATextInItsElementIsNotApplied() {
        String rule = "<EventRule logger='com.acme' event='Placed'>Order {id} placed</EventRule>";
        assertThat(messages(xml(rule, "")))
                .singleElement()
                .asString()
                .contains("Event rule 1 ('Placed')", "text of the element", "not applied");
        assertThat(server.events()).hasSize(1);
    }

    @Test
    void anotherAppenderKeepsWhatItHasAsElements() {
        Path file = xml("", """
                <Socket name="LOGHOST">
                  <protocol>UDP</protocol><host>127.0.0.2</host><port>9</port><PatternLayout/>
                </Socket>
                """);
        try (StatusRecorder statuses = StatusRecorder.at(Level.WARN);
                LoggerContext context = Configurator.initialize("others", null, file.toUri())) {
            SocketAppender loghost = context.getConfiguration().getAppender("LOGHOST");
            assertThat(loghost.getManager().getContentFormat()).containsEntry("address", "127.0.0.2");
            assertThat(statuses.messages(Level.ERROR)).isEmpty();
        }
    }

    private Path xml(String elements, String otherAppenders) {
        return write("log4j2.xml", """
                <Configuration shutdownHook="disable">
                  <Appenders>
                    <Trubrics name="TRUBRICS" apiKey="s3cr3t-key" host="%s">%s</Trubrics>
                    %s
                  </Appenders>
                  <Loggers><Root level="INFO"><AppenderRef ref="TRUBRICS"/></Root></Loggers>
                </Configuration>
                """.formatted(server.host(), elements, otherAppenders));
    }

    /** The warnings up to the end of one event. There must be no ERROR. */
    private List<String> messages(String yaml) {
        String more = yaml.contains("apiKey") ? "" : "apiKey: s3cr3t-key, ";
        Path file = write("log4j2.yaml", """
                Configuration:
                  shutdownHook: disable
                  Appenders:
                    Trubrics: {name: TRUBRICS, host: "%s", %s%s}
                  Loggers:
                    Root: {level: INFO, AppenderRef: {ref: TRUBRICS}}
                """.formatted(server.host(), more, yaml));
        return messages(file);
    }

    private List<String> messages(Path file) {
        try (StatusRecorder statuses = StatusRecorder.at(Level.WARN)) {
            LoggerContext context = new LoggerContext("messages");
            context.start(ConfigurationFactory.getInstance().getConfiguration(context, "messages", file.toUri()));
            context.getLogger("com.acme")
                    .info(new StringMapMessage()
                            .with("event", "Sign Up")
                            .with("action", "Sign Up")
                            .with("user_id", "u1")
                            .with("properties.plan", "pro"));
            context.stop();
            assertThat(statuses.messages(Level.ERROR)).isEmpty();
            return statuses.messages(Level.WARN);
        }
    }

    /** Such a configuration knows no logger context. */
    @Test
    void builtByAProgram() {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        Configuration configuration = builder.setShutdownHook("disable")
                .addProperty("user", "u0")
                .add(builder.newAppender("TRUBRICS", "Trubrics")
                        .addAttribute("apiKey", API_KEY)
                        .addAttribute("host", server.host())
                        .addAttribute("defaultUserId", "${user}")
                        .addAttribute("eventKey", "action")
                        .addAttribute("shutdownTimeout", "1 min")
                        .addAttribute("flushBatchSize", 5)
                        .addAttribute("zebra", "striped")
                        .addComponent(property(builder, "app", "shop"))
                        .addComponent(property(builder, "stage", "test")))
                .add(builder.newRootLogger(Level.INFO).add(builder.newAppenderRef("TRUBRICS")))
                .build(false);
        itWorks(context -> configuration);
    }

    private static ComponentBuilder<?> property(ConfigurationBuilder<?> builder, String name, String value) {
        return builder.newComponent("StaticProperty").addAttribute("name", name).addAttribute("value", value);
    }

    private void itWorks(String format, String text) {
        Path file = write("log4j2." + format, text.formatted(server.host()));
        itWorks(context -> ConfigurationFactory.getInstance().getConfiguration(context, "format", file.toUri()));
    }

    private void itWorks(Function<LoggerContext, Configuration> configuration) {
        try (StatusRecorder statuses = StatusRecorder.at(Level.TRACE)) {
            logOneEvent(configuration);

            assertThat(statuses.messages(Level.ERROR)).isEmpty();
            assertThat(statuses.messages(Level.WARN)).singleElement().asString().contains("'zebra'");
            assertThat(statuses.printed()).contains("TrubricsAppender$Builder(").doesNotContain(API_KEY);
        }
        assertThat(server.requests())
                .extracting(RecordedRequest::headers)
                .allSatisfy(headers -> assertThat(headers).containsEntry("x-api-key", API_KEY));
        assertThat(server.events()).singleElement().satisfies(ConfigurationFormatsTest::isTheEvent);
    }

    private static void isTheEvent(RecordedEvent event) {
        assertThat(event.field("user_id")).isEqualTo("u0");
        assertThat(event.field("event")).isEqualTo("Sign Up");
        assertThat(event.property("app")).isEqualTo("shop");
        assertThat(event.property("stage")).isEqualTo("test");
    }

    private static void logOneEvent(Function<LoggerContext, Configuration> configuration) {
        LoggerContext context = new LoggerContext("format");
        context.start(configuration.apply(context));
        context.getLogger("com.acme").info(new StringMapMessage().with("action", "Sign Up"));
        context.stop();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
