package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.ChangingFile;
import com.trubrics.appender.testkit.LoggingSystem;
import com.trubrics.appender.testkit.Patience;
import com.trubrics.appender.testkit.Reconfigurable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.spi.LoggerContextShutdownAware;

/** Log4j2 with a neighbour beside our appender; reconfigured by code or by a file. */
abstract class Log4j2Reconfiguration implements Reconfigurable {
    private static final String WITHOUT_US = """
            <Configuration shutdownHook="disable"><Loggers><Root/></Loggers></Configuration>""";

    Log4j2System log4j2;

    private Log4j2Reconfiguration(Log4j2System log4j2) {
        this.log4j2 = log4j2;
    }

    /** A program hands over a configuration that it has made itself. */
    static Log4j2Reconfiguration bySetConfiguration(AppenderConfig config) {
        return new Log4j2Reconfiguration(Log4j2System.start(xml(config))) {
            @Override
            void apply(String xml) {
                log4j2.reconfigure(xml);
            }
        };
    }

    /** A program has the context read its file again. */
    static Log4j2Reconfiguration byTheContext(AppenderConfig config, Path directory) {
        ChangingFile file = new ChangingFile(directory.resolve("log4j2.xml"));
        file.write(xml(config));
        return new Log4j2Reconfiguration(Log4j2System.start(
                file.path(), new LoggerContext("test", null, file.path().toUri()))) {
            @Override
            void apply(String xml) {
                file.write(xml);
                log4j2.context().reconfigure();
            }
        };
    }

    /** A program asks for it without knowing the context, which is that of the JVM. */
    static Log4j2Reconfiguration byTheConfigurator(AppenderConfig config, Path directory) {
        ChangingFile file = new ChangingFile(directory.resolve("log4j2.xml"));
        file.write(xml(config));
        return new Log4j2Reconfiguration(Log4j2System.start(xml(config), LoggerContext.getContext(false))) {
            @Override
            void apply(String xml) {
                file.write(xml);
                Configurator.reconfigure(file.path().toUri());
            }
        };
    }

    /** Log4j2 looks at its file and finds it changed. */
    static Log4j2Reconfiguration byMonitorInterval(AppenderConfig config, Path directory) {
        ChangingFile file = new ChangingFile(directory.resolve("log4j2.xml"));
        file.write(monitored(xml(config)));
        return new Log4j2Reconfiguration(Log4j2System.start(
                file.path(), new LoggerContext("test", null, file.path().toUri()))) {
            @Override
            void apply(String xml) {
                CountDownLatch done = new CountDownLatch(1);
                log4j2.context().addPropertyChangeListener(change -> done.countDown());
                file.write(monitored(xml));
                await(done);
            }

            /** Log4j2 puts a change that it noticed in the last moment into effect even on a stopped context, for good. */
            @Override
            public void stop() {
                super.stop();
                Patience.await()
                        .until(() -> Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(thread -> thread.getName().contains("FileWatcher")));
                if (log4j2.context().getConfiguration().isStarted()) {
                    log4j2.context().getConfiguration().stop();
                }
            }
        };
    }

    abstract void apply(String xml);

    private static String xml(AppenderConfig config) {
        return Log4j2Xml.write(config)
                .replace("</Appenders>", "<Neighbour name=\"BESIDE\"/></Appenders>")
                .replace("</Root>", "<AppenderRef ref=\"BESIDE\"/></Root>");
    }

    private static String monitored(String xml) {
        return xml.replace("<Configuration ", "<Configuration monitorInterval=\"1\" ");
    }

    private static void await(CountDownLatch done) {
        try {
            if (!done.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("Log4j2 has not noticed the change");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public LoggingSystem logging() {
        return log4j2;
    }

    @Override
    public void reconfigure(AppenderConfig config) {
        apply(xml(config));
    }

    @Override
    public void reconfigureWithoutUs() {
        apply(WITHOUT_US);
    }

    @Override
    public void startAgain(AppenderConfig config) {
        log4j2 = Log4j2System.start(xml(config), log4j2.context());
    }

    @Override
    public void stop() {
        log4j2.close();
    }

    @Override
    public Object appender() {
        return log4j2.appender();
    }

    @Override
    public void stopAppender() {
        log4j2.appender().stop();
    }

    @Override
    public void startAppender() {
        log4j2.appender().start();
    }

    @Override
    public long listenersForTheEnd() {
        List<LoggerContextShutdownAware> listeners = log4j2.context().getListeners();
        return listeners == null
                ? 0
                : listeners.stream()
                        .filter(listener -> listener.getClass().getName().startsWith("com.trubrics."))
                        .count();
    }

    @Override
    public void forgetTheReplaced() {}
}
