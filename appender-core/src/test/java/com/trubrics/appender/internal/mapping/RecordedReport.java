package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.report.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Remembers what it was told. */
final class RecordedReport implements MappingReport {

    int ignored;
    final List<DropReason> dropped = new ArrayList<>();
    final List<Trouble> troubles = new ArrayList<>();
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
    public void trouble(Trouble trouble, String message) {
        troubles.add(trouble);
        messages.add(message);
    }

    /** What it was told about one kind of trouble. */
    List<String> messages(Trouble trouble) {
        return IntStream.range(0, troubles.size())
                .filter(i -> troubles.get(i) == trouble)
                .mapToObj(messages::get)
                .toList();
    }
}
