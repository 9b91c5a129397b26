package com.trubrics.appender.log4j2;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/** Listens to Log4j2's status logger until it is closed. */
final class StatusRecorder implements AutoCloseable {
    private final List<StatusData> statuses = new CopyOnWriteArrayList<>();
    private final StatusListener listener;

    private StatusRecorder(Level level) {
        this.listener = new Listener(level, statuses);
        StatusLogger.getLogger().registerListener(listener);
    }

    /** Takes everything of this level and above. */
    static StatusRecorder at(Level level) {
        return new StatusRecorder(level);
    }

    /** The messages of exactly this level so far. */
    List<String> messages(Level level) {
        return statuses.stream()
                .filter(status -> status.getLevel().equals(level))
                .map(status -> status.getMessage().getFormattedMessage())
                .toList();
    }

    /** Everything so far, as it would be printed. */
    String printed() {
        StringBuilder all = new StringBuilder();
        statuses.forEach(status -> all.append(status.getFormattedStatus()).append('\n'));
        return all.toString();
    }

    @Override
    public void close() {
        StatusLogger.getLogger().removeListener(listener);
    }

    /** Apart from the recorder: the status logger closes a listener that is removed. */
    private record Listener(Level level, List<StatusData> statuses) implements StatusListener {
        @Override
        public void log(StatusData data) {
            statuses.add(data);
        }

        @Override
        public Level getStatusLevel() {
            return level;
        }

        @Override
        public void close() {}
    }
}
