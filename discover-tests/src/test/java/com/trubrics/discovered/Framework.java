package com.trubrics.discovered;

import com.trubrics.sandbox.SandboxServer;

/** The logging frameworks, and the text that a rule has in each of them. */
enum Framework {
    LOGBACK("logback") {
        @Override
        RunningApplication start(String xml) {
            return LogbackApplication.start("""
                    <configuration>
                      <appender name="TRUBRICS" class="com.trubrics.appender.logback.TrubricsAppender">
                      %s
                      </appender>
                      <root level="TRACE"><appender-ref ref="TRUBRICS"/></root>
                    </configuration>
                    """.formatted(xml));
        }
    },
    LOG4J2("log4j2") {
        @Override
        RunningApplication start(String xml) {
            return Log4j2Application.start("""
                    <Configuration>
                      <Appenders><Trubrics name="TRUBRICS">
                      %s
                      </Trubrics></Appenders>
                      <Loggers><Root level="trace"><AppenderRef ref="TRUBRICS"/></Root></Loggers>
                    </Configuration>
                    """.formatted(xml));
        }
    };

    private final String format;

    Framework(String format) {
        this.format = format;
    }

    /** The name of the format in which the sandbox writes rules. */
    String format() {
        return format;
    }

    /** Starts an application with these elements within its appender. */
    abstract RunningApplication start(String xml);

    /** Starts an application that sends to a sandbox, with these elements within its appender. */
    RunningApplication start(SandboxServer sandbox, String xml) {
        // Elements, so that both frameworks read the same; Log4j2 knows the first two as elements, too.
        // On a busy machine, loading what delivers the events may take longer than the default of shutdownTimeout.
        return start("<host>" + sandbox.host() + "</host>\n<apiKey>any</apiKey>\n<flushInterval>1 s</flushInterval>\n"
                + "<shutdownTimeout>2 min</shutdownTimeout>\n" + xml);
    }
}
