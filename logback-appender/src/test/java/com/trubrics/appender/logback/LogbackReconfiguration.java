package com.trubrics.appender.logback;

import static com.trubrics.appender.testkit.Patience.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.ChangingFile;
import com.trubrics.appender.testkit.LogLine;
import com.trubrics.appender.testkit.LoggingSystem;
import com.trubrics.appender.testkit.Reconfigurable;
import com.trubrics.appender.testkit.Witness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** Logback with a filter in front of our appender, and a neighbour beside it; reconfigured by code or by a file. */
abstract class LogbackReconfiguration implements Reconfigurable {
    final LogbackSystem logback;

    private LogbackReconfiguration(LogbackSystem logback) {
        this.logback = logback;
    }

    /** {@code context.reset()}, and Joran again: what Spring does. */
    static LogbackReconfiguration withReset(AppenderConfig config) {
        return new LogbackReconfiguration(LogbackSystem.start(xml(config))) {
            @Override
            void apply(String xml) {
                logback.reconfigure(xml);
            }
        };
    }

    /** Joran once more on a context that has its configuration: Logback adds the new appenders to the old. */
    static LogbackReconfiguration withoutReset(AppenderConfig config) {
        return new LogbackReconfiguration(LogbackSystem.start(xml(config))) {
            @Override
            void apply(String xml) {
                logback.configure(xml);
            }
        };
    }

    /** Logback looks at its file and finds it changed. */
    static LogbackReconfiguration byScan(AppenderConfig config, Path directory) {
        ChangingFile file = new ChangingFile(directory.resolve("logback.xml"));
        file.write(scanned(xml(config)));
        return new LogbackReconfiguration(LogbackSystem.start(file.path())) {
            @Override
            void apply(String xml) {
                Object before = logback.appender();
                file.write(scanned(xml));
                await().pollInterval(Duration.ofMillis(5)).until(() -> isInPlace(before, xml));
            }

            private boolean isInPlace(Object before, String xml) {
                TrubricsAppender now = logback.appender();
                return xml.contains(LogbackXml.APPENDER)
                        ? now != null && now != before && now.isStarted()
                        : now == null;
            }
        };
    }

    abstract void apply(String xml);

    private static String xml(AppenderConfig config) {
        return LogbackXml.write(config)
                .replace("<apiKey>", "<filter class=\"" + HandedOver.class.getName() + "\"/><apiKey>")
                .replace("ch.qos.logback.core.read.ListAppender", Neighbour.class.getName());
    }

    private static String scanned(String xml) {
        return xml.replace("<configuration", "<configuration scan=\"true\" scanPeriod=\"20 milliseconds\"");
    }

    @Override
    public LoggingSystem logging() {
        return logback;
    }

    @Override
    public void reconfigure(AppenderConfig config) {
        apply(xml(config));
    }

    @Override
    public void reconfigureWithoutUs() {
        apply("<configuration/>");
    }

    @Override
    public void startAgain(AppenderConfig config) {
        logback.configure(xml(config));
        logback.context().start();
    }

    @Override
    public void stop() {
        logback.close();
    }

    @Override
    public Object appender() {
        return logback.appender();
    }

    @Override
    public void stopAppender() {
        logback.appender().stop();
    }

    @Override
    public void startAppender() {
        logback.appender().start();
    }

    @Override
    public long listenersForTheEnd() {
        return logback.context().getCopyOfListenerList().stream()
                .filter(listener -> listener.getClass().getName().startsWith("com.trubrics."))
                .count();
    }

    /** Its last few hundred messages keep those who said them, and a logger its former appenders until its next line. */
    @Override
    public void forgetTheReplaced() {
        logback.context().getStatusManager().clear();
        logback.log(LogLine.info("the next line"));
    }

    /** Stands in front of {@code append} and notes what comes so far. */
    public static final class HandedOver extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent call) {
            for (KeyValuePair pair : pairs(call)) {
                if (pair.key.equals("id")) {
                    Witness.handedOver(String.valueOf(pair.value));
                }
            }
            return FilterReply.NEUTRAL;
        }

        private static List<KeyValuePair> pairs(ILoggingEvent call) {
            List<KeyValuePair> pairs = call.getKeyValuePairs();
            return pairs == null ? List.of() : pairs;
        }
    }

    /** Stands beside our appender. */
    public static final class Neighbour extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent call) {
            Witness.neighbourTookALine();
        }
    }
}
