package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.report.Problem;
import org.jspecify.annotations.Nullable;

/** Records what the mapper reports about one call, and passes it on. Not thread-safe. */
public final class OverheardReport implements MappingReport {

    private final MappingReport report;
    private int rule;
    private @Nullable DropReason dropped;
    private String problem = "";

    /** @param report receives everything that is reported */
    public OverheardReport(MappingReport report) {
        this.report = report;
    }

    /** Returns the position of the event rule that has matched the call; 0 for none. */
    public int rule() {
        return rule;
    }

    /** Returns why the call was dropped; null if it was not. */
    public @Nullable DropReason dropped() {
        return dropped;
    }

    String problem() {
        return problem;
    }

    /** Called when reading the call threw an exception. */
    void failed(Throwable e) {
        dropped = DropReason.INTERNAL_ERROR;
        problem = "reading the call threw " + e.getClass().getName();
    }

    @Override
    public void ignored() {
        report.ignored();
    }

    @Override
    public void dropped(DropReason reason) {
        dropped = reason;
        report.dropped(reason);
    }

    @Override
    public void matched(int position) {
        rule = position;
        report.matched(position);
    }

    @Override
    public void problem(Problem kind, String message) {
        problem = message;
        report.problem(kind, message);
    }
}
