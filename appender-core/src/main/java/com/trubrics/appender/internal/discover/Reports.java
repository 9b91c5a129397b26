package com.trubrics.appender.internal.discover;

import com.trubrics.appender.internal.json.JsonText;
import com.trubrics.appender.internal.value.Freezer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the changes since the last report that arrived.
 *
 * <pre>
 * {"instance":"...", "application":..., "appender":..., "options":{...}, "rules":[...],
 *  "complete":true,              forget what you know of this instance
 *  "ended":false,                this was the last report
 *  "unlisted":0,                 lines of kinds for which there was no room
 *  "kinds":[{"id":1, ...}],      new, or changed in more than their counts
 *  "counts":{"1":[12,3]}}        lines and events, of those that have only changed in these
 * </pre>
 *
 * <p>Used by one thread.
 */
final class Reports {

    /** What was last reported about a kind. */
    private record Told(int version, long count, long events) {}

    private enum State {
        GOES_ON,
        ENDED
    }

    private final Map<String, Object> head;
    private final LineKinds kinds;

    private Map<Integer, Told> told = new HashMap<>();
    private int merges;
    private boolean complete = true;

    private Map<Integer, Told> telling = new HashMap<>();
    private int mergesTelling;

    Reports(Map<String, Object> head, LineKinds kinds) {
        this.head = head;
        this.kinds = kinds;
    }

    /** Returns the changes as JSON; null if there are none. */
    byte @Nullable [] next() {
        return report(State.GOES_ON);
    }

    /** Returns the changes in a last report; null if nothing was ever reported. */
    byte @Nullable [] last() {
        return report(State.ENDED);
    }

    private byte @Nullable [] report(State state) {
        mergesTelling = kinds.merges();
        boolean all = complete || mergesTelling != merges;
        List<Object> details = new ArrayList<>();
        Map<String, Object> counts = new LinkedHashMap<>();
        telling = all ? new HashMap<>() : new HashMap<>(told);
        for (LineKind kind : kinds.all()) {
            Told now = new Told(kind.version(), kind.count(), kind.events());
            Told before = telling.put(kind.id(), now);
            if (before == null || before.version != now.version) {
                details.add(kind.details());
            } else if (!before.equals(now)) {
                counts.put(String.valueOf(kind.id()), List.of(now.count, now.events));
            }
        }
        boolean nothingNew = details.isEmpty() && counts.isEmpty();
        if (nothingNew && (state == State.GOES_ON || complete)) {
            return null;
        }
        Map<String, Object> report = new LinkedHashMap<>(head);
        report.put("complete", all);
        report.put("ended", state == State.ENDED);
        report.put("unlisted", kinds.unlisted());
        report.put("kinds", details);
        report.put("counts", counts);
        Object frozen = new Freezer(Integer.MAX_VALUE).freeze(report);
        return JsonText.of(frozen).getBytes(StandardCharsets.UTF_8);
    }

    /** Called when the last report has arrived. */
    void arrived() {
        told = telling;
        merges = mergesTelling;
        complete = false;
    }

    /** Called when the server does not know this instance, perhaps because the server has been restarted. */
    void forgotten() {
        complete = true;
    }
}
