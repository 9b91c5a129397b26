package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.report.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Remembers what it was told. */
final class RecordedReport implements MappingReport {

    int ignored;
    final List<DropReason> dropped = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();
    final List<Integer> matched = new ArrayList<>();
    final List<String> messages = new ArrayList<>();

    @Override
    public void ignored() {
        ignored++;
    }

    @Override
    public void dropped(DropReason reason) {
        dropped.add(reason);
    }

    @Override
    public void matched(int position) {
        matched.add(position);
    }

    @Override
    public void problem(Problem problem, String message) {
        problems.add(problem);
        messages.add(message);
    }

    /** What it was told about one kind of problem. */
    List<String> messages(Problem problem) {
        return IntStream.range(0, problems.size())
                .filter(i -> problems.get(i) == problem)
                .mapToObj(messages::get)
                .toList();
    }
}
