package com.trubrics.appender.logback;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.model.Model;
import ch.qos.logback.core.status.Status;
import com.trubrics.appender.spi.AppenderCore;
import com.trubrics.appender.spi.OptionValues;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds options in the configuration file for which Joran calls no setter: misspelt options, and elements without text
 * of their own ({@code <excludeMdc value="secret"/>}). If such an option decides what leaves the process, nothing may
 * leave.
 *
 * <p>Joran reports misspelt options as statuses, before the appender starts. Elements without text appear only in the
 * model of the file, which Joran publishes after it has read the whole file. So the first log call looks for them.
 */
final class UnheardElements {
    private static final String JORAN = "ch.qos.logback.core.model.processor.";

    /**
     * {@code Ignoring unknown property [exclude_mdc] in [com.trubrics.appender.logback.TrubricsAppender]}, or
     * {@code No setter for property [exclude_mdc] in com.trubrics.appender.logback.TrubricsAppender.}
     */
    private static final Pattern UNKNOWN = unknownIn(TrubricsAppender.class);

    private static final Pattern UNKNOWN_IN_RULE = unknownIn(EventRule.class);

    private static Pattern unknownIn(Class<?> component) {
        return Pattern.compile("\\[([^\\[\\]]+)].*[ \\[]" + Pattern.quote(component.getName()) + "[.\\]]");
    }

    private enum Finding {
        PENDING,
        HARMLESS,
        HARMFUL
    }

    private final Context context;
    private final @Nullable Status before;
    private final AtomicReference<Finding> finding;
    private int misspeltInEarlierRules;

    private UnheardElements(Context context, @Nullable Status before, Finding finding) {
        this.context = context;
        this.before = before;
        this.finding = new AtomicReference<>(finding);
    }

    /**
     * Observes what is read from now on. Call this when the appender gets its context, which happens before its
     * options.
     */
    static UnheardElements since(Context context) {
        List<Status> statuses = statuses(context);
        boolean byJoran = StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(JORAN)));
        return new UnheardElements(
                context,
                statuses.isEmpty() ? null : statuses.get(statuses.size() - 1),
                byJoran ? Finding.PENDING : Finding.HARMLESS);
    }

    /**
     * Returns unknown names that are similar to the name of an option that fails closed; Joran has reported the others.
     * If there is one, elements without text need no further report.
     */
    List<String> misspelt() {
        List<String> misspelt =
                unknown(UNKNOWN).filter(OptionValues::seemsToDecideWhatLeaves).toList();
        if (!misspelt.isEmpty()) {
            finding.set(Finding.HARMFUL);
        }
        return misspelt;
    }

    /** Returns unknown names in the rule that has just been read. Call this once for each rule, in their order. */
    List<String> misspeltInNextRule() {
        List<String> misspelt = unknown(UNKNOWN_IN_RULE).toList();
        int before = Math.min(misspeltInEarlierRules, misspelt.size());
        misspeltInEarlierRules = misspelt.size();
        return List.copyOf(misspelt.subList(before, misspelt.size()));
    }

    private Stream<String> unknown(Pattern form) {
        return later().map(status -> form.matcher(String.valueOf(status.getMessage())))
                .filter(Matcher::find)
                .map(unknown -> unknown.group(1));
    }

    /** Returns the statuses since the appender got its context. Those of earlier configurations are never removed. */
    private Stream<Status> later() {
        List<Status> statuses = statuses(context);
        int first = 0;
        for (int i = 0; i < statuses.size(); i++) {
            if (statuses.get(i) == before) {
                first = i + 1;
            }
        }
        return statuses.subList(first, statuses.size()).stream();
    }

    /**
     * Returns whether no element without text was meant to decide what leaves the process. If there is one, the first
     * call reports it. Any thread; costs a volatile read once the answer is known.
     */
    boolean areHarmless(String appender, OptionValues read, AppenderCore<?> core) {
        Finding known = finding.get();
        return known == Finding.PENDING ? judge(appender, read, core) : known == Finding.HARMLESS;
    }

    private boolean judge(String appender, OptionValues read, AppenderCore<?> core) {
        if (!(context.getObject(CoreConstants.SAFE_JORAN_CONFIGURATION) instanceof Model file)) {
            return true;
        }
        WrittenOptions lost = WrittenOptions.in(file, appender, read);
        boolean harmless = lost.deciding().isEmpty() && lost.shortened().isEmpty();
        if (finding.compareAndSet(Finding.PENDING, harmless ? Finding.HARMLESS : Finding.HARMFUL)) {
            warn(lost.deciding(), "no events will be sent.", core);
            if (!lost.shortened().isEmpty()) {
                core.warnDuringCall(shortened(lost.shortened()));
            }
            warn(lost.others(), lost.others().size() == 1 ? "it is ignored." : "they are ignored.", core);
        }
        return harmless;
    }

    private static void warn(Set<String> options, String consequence, AppenderCore<?> core) {
        if (!options.isEmpty()) {
            core.warnDuringCall(withoutText(options, consequence));
        }
    }

    private static String shortened(Set<String> options) {
        boolean rule = options.stream().anyMatch(WrittenOptions::isOfRule);
        return "Logback drops the end of the text of " + quoted(options) + ", after ':-' or a '}' without a '{'"
                + (rule ? " (in an event rule, write \\x3A- or \\x7D there)" : "") + "; no events will be sent.";
    }

    private static String quoted(Set<String> options) {
        return options.stream().map(key -> "'" + key + "'").collect(Collectors.joining(" and "));
    }

    private static String withoutText(Set<String> options, String consequence) {
        String keys = quoted(options);
        String subject = options.size() == 1
                ? "Option " + keys + " is not written as an element with text of its own"
                : "Options " + keys + " are not written as elements with text of their own";
        return subject + ", directly inside the appender. Attributes, variables and nested elements are not read; "
                + consequence;
    }

    private static List<Status> statuses(Context context) {
        return context.getStatusManager().getCopyOfStatusList();
    }
}
