package com.trubrics.appender.logback;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.model.AppenderModel;
import ch.qos.logback.core.model.Model;
import ch.qos.logback.core.status.Status;
import com.trubrics.appender.Option;
import com.trubrics.appender.spi.EventRuleTexts;
import com.trubrics.appender.spi.LogBridge;
import com.trubrics.appender.spi.OptionValues;
import java.util.LinkedHashSet;
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
    private static final String RULE = "eventRule";

    /** {@code Ignoring unknown property [exclude_mdc] in [com.trubrics.appender.logback.TrubricsAppender]}. */
    private static final Pattern UNKNOWN = unknownIn(TrubricsAppender.class);

    private static final Pattern UNKNOWN_IN_RULE = unknownIn(EventRule.class);

    private static Pattern unknownIn(Class<?> component) {
        return Pattern.compile("\\[([^\\[\\]]+)].*\\[" + Pattern.quote(component.getName()) + "]");
    }

    private enum Verdict {
        PENDING,
        HARMLESS,
        HARMFUL
    }

    private final Context context;
    private final @Nullable Status before;
    private final AtomicReference<Verdict> verdict;
    private int misspeltInEarlierRules;

    private UnheardElements(Context context, @Nullable Status before, Verdict verdict) {
        this.context = context;
        this.before = before;
        this.verdict = new AtomicReference<>(verdict);
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
                byJoran ? Verdict.PENDING : Verdict.HARMLESS);
    }

    /**
     * Returns unknown names that are similar to the name of an option that fails closed; Joran has reported the others.
     * If there is one, elements without text need no further report.
     */
    List<String> misspelt() {
        List<String> misspelt =
                unknown(UNKNOWN).filter(OptionValues::seemsToDecideWhatLeaves).toList();
        if (!misspelt.isEmpty()) {
            verdict.set(Verdict.HARMFUL);
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
    boolean areHarmless(String appender, LogBridge<?> bridge) {
        Verdict known = verdict.get();
        return known == Verdict.PENDING ? judge(appender, bridge) : known == Verdict.HARMLESS;
    }

    private boolean judge(String appender, LogBridge<?> bridge) {
        if (!(context.getObject(CoreConstants.SAFE_JORAN_CONFIGURATION) instanceof Model file)) {
            return true;
        }
        Set<String> silent = new LinkedHashSet<>();
        collect(file, appender, silent);
        Verdict verdictNow = silent.isEmpty() ? Verdict.HARMLESS : Verdict.HARMFUL;
        if (verdict.compareAndSet(Verdict.PENDING, verdictNow) && verdictNow == Verdict.HARMFUL) {
            bridge.warnDuringCall(withoutText(silent));
        }
        return silent.isEmpty();
    }

    private static String withoutText(Set<String> options) {
        String keys = options.stream().map(key -> "'" + key + "'").collect(Collectors.joining(" and "));
        return "Option " + keys + " is written as an element without text of its own, and neither attributes nor nested"
                + " elements are read; no events will be sent.";
    }

    private static void collect(Model model, String appender, Set<String> silent) {
        if (model.isSkipped()) { // in a branch whose condition is false
            return;
        }
        boolean ours = model instanceof AppenderModel element && isNamed(element, appender);
        for (Model nested : model.getSubModels()) {
            Option option = ours ? Option.named(nested.getTag()) : null;
            if (ours && RULE.equals(nested.getTag())) {
                collectFromRule(nested, silent);
            } else if (option == null) {
                collect(nested, appender, silent);
            } else if (option.failsClosed() && option != Option.API_KEY && hasNoTextOfItsOwn(nested)) {
                silent.add(option.key());
            }
        }
    }

    /** Every option of a rule restricts the lines that it matches or the values that it sends. */
    private static void collectFromRule(Model rule, Set<String> silent) {
        for (Model nested : rule.getSubModels()) {
            if (!nested.isSkipped() && EventRuleTexts.hasOption(nested.getTag()) && hasNoTextOfItsOwn(nested)) {
                silent.add(RULE + "/" + nested.getTag());
            }
        }
    }

    /** If the name in the file contains placeholders, the class decides. */
    private static boolean isNamed(AppenderModel element, String appender) {
        String name = String.valueOf(element.getName());
        String type = String.valueOf(element.getClassName());
        return type.endsWith(TrubricsAppender.class.getSimpleName()) && (name.equals(appender) || name.contains("${"));
    }

    private static boolean hasNoTextOfItsOwn(Model element) {
        String text = element.getBodyText();
        return text == null || text.isBlank() || !element.getSubModels().isEmpty();
    }

    private static List<Status> statuses(Context context) {
        return context.getStatusManager().getCopyOfStatusList();
    }
}
