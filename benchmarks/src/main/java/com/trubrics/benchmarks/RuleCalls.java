package com.trubrics.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayInputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a log call costs that is no event, on Logback, when our appender has event rules. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RuleCalls {

    private static final String LOGGER = "com.example.shop.Checkout";
    private static final int RULES = 200;
    private static final int LONG = 20_000;

    /** A line, and rules that do not take it. */
    enum Line {
        WITHOUT_RULES("no rules", "Order {} placed", ""),
        OF_ANOTHER_LOGGER("200 rules, none for its logger", "Order {} placed", rules("org.other", "Item {x} sent", "")),
        OF_A_NAMED_LOGGER("200 rules for its logger", "Order {} placed", rules(LOGGER, "Item {x} sent", "")),
        LONG_WITHOUT_RULES("20,000 characters, no rules", "a".repeat(LONG), ""),
        LONG_TEXT(
                "20,000 characters, many pieces that almost agree",
                "a".repeat(LONG),
                rule(LOGGER, "{-}" + "a{-}".repeat(50) + ("a".repeat(50) + "b{-}").repeat(2), "")),
        LONG_VALUES(
                "20,000 characters of `name=value`, with a value that is not there",
                "key=value, ".repeat(LONG / 11),
                rule(LOGGER, "{line}", "line.missing=x")),
        LONG_JSON(
                "20,000 characters of JSON",
                "{" + "\"key\":\"value\",".repeat(LONG / 14) + "\"last\":1}",
                rule(LOGGER, "{json}", "json.missing=x"));

        final String title;
        private final String message;
        private final String rules;

        Line(String title, String message, String rules) {
            this.title = title;
            this.message = message;
            this.rules = rules;
        }

        private static String rules(String logger, String message, String when) {
            StringBuilder rules = new StringBuilder();
            for (int i = 0; i < RULES; i++) {
                rules.append(rule(logger, i + " " + message, when));
            }
            return rules.toString();
        }

        private static String rule(String logger, String message, String when) {
            return "<eventRule><logger>" + logger + "</logger><message>" + message + "</message>"
                    + (when.isEmpty() ? "" : "<when>" + when + "</when>")
                    + "<fields>user_id='u'</fields><event>Never</event></eventRule>";
        }
    }

    /** The name of a {@link Line}. */
    @Param("WITHOUT_RULES")
    public String line = "";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger logger = context.getLogger(LOGGER);
    private String message = "";

    /** Made by JMH. */
    public RuleCalls() {}

    /** Starts Logback. Nothing is sent, so there is no server. */
    @Setup(Level.Trial)
    public void open() {
        Line subject = Line.valueOf(line);
        message = subject.message;
        String configuration = """
                <configuration>
                  <appender name="TRUBRICS" class="com.trubrics.appender.logback.TrubricsAppender">
                    <apiKey>key</apiKey><host>http://127.0.0.1:1</host>%s
                  </appender>
                  <root level="INFO"><appender-ref ref="TRUBRICS"/></root>
                </configuration>
                """.formatted(subject.rules);
        context.reset();
        try {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(new ByteArrayInputStream(configuration.getBytes(UTF_8)));
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops Logback. */
    @TearDown(Level.Trial)
    public void close() {
        context.stop();
    }

    /** One call. */
    @Benchmark
    public void log() {
        logger.info(message, "4711");
    }
}
