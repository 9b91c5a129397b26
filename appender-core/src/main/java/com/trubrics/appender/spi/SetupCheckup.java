package com.trubrics.appender.spi;

import com.trubrics.appender.internal.delivery.Checkup;
import com.trubrics.appender.internal.report.Reporter;
import com.trubrics.appender.internal.rule.EventRule;
import com.trubrics.appender.internal.thread.Background;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Looks at the loggers around one appender, and reports what is wrong with them. When they have been configured, it looks at
 * how appenders are attached. If there are event rules, it looks twice more while the application runs. Soon after the
 * first event, or after a minute without any, it warns about rules that no line can reach: only then, because Spring Boot
 * and others set levels after the configuration has been read. After an hour it names the rules that have taken no line.
 *
 * <p>The delivery thread decides when. Another thread looks, because it calls appenders of the application, and reports
 * to a sink that may block.
 */
final class SetupCheckup implements Checkup {

    /** By then, applications have set the levels that they set after the appender has started. */
    static final Duration SETTLING = Duration.ofSeconds(1);

    /** How long to wait for an event. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** How long a rule may take no line before it is worth a message. */
    static final Duration IDLE = Duration.ofHours(1);

    /** More warnings than these would hide what they say. */
    private static final int MOST_WARNINGS = 5;

    /** No more rules than these are named in a message. */
    private static final int MOST_NAMED = 10;

    /** What to look at next. */
    private enum Stage {
        REACH,
        IDLE_RULES,
        NOTHING
    }

    /**
     * The event rules of an appender.
     *
     * @param rules those that can be applied
     * @param counts how many lines the rule at a position has taken so far
     */
    record Rules(List<EventRule> rules, IntToLongFunction counts) {

        List<EventRule> idle() {
            return rules.stream()
                    .filter(rule -> counts.applyAsLong(rule.position()) == 0)
                    .toList();
        }
    }

    /**
     * An appender and the loggers around it.
     *
     * @param loggers returns all of them, as they are configured when it is called
     */
    record Surroundings(AppenderScope scope, String appender, Supplier<? extends Collection<LoggerSetup>> loggers) {}

    private final Rules rules;
    private final Surroundings around;
    private final Reporter reporter;
    private final Executor background;
    private final long started;
    private final AtomicBoolean configured = new AtomicBoolean();
    private volatile List<String> cutOff = List.of();
    private volatile boolean ended;
    /** Only the delivery thread uses it. */
    private Stage next = Stage.REACH;

    /**
     * @param background runs what may block
     * @param started the {@link System#nanoTime} at which the appender started
     */
    SetupCheckup(Rules rules, Surroundings around, Reporter reporter, Executor background, long started) {
        this.rules = rules;
        this.around = around;
        this.reporter = reporter;
        this.background = background;
        this.started = started;
    }

    /** Creates an instance for an appender that starts now. */
    static SetupCheckup begin(Rules rules, Surroundings around, Reporter reporter) {
        return new SetupCheckup(rules, around, reporter, new Background("trubrics-review")::run, System.nanoTime());
    }

    /** The loggers have been configured: looks at the appenders that are attached. Only the first call does so. */
    void configured() {
        if (configured.compareAndSet(false, true)) {
            attempt(this::reviewAttachments);
        }
    }

    private void reviewAttachments() {
        SetupReview review = new SetupReview(around.scope, around.appender, around.loggers.get());
        review.findings().forEach(finding -> tell(finding.level(), finding.message()));
        cutOff = review.cutOffByMistake();
    }

    /** Says nothing any more. */
    void end() {
        ended = true;
    }

    @Override
    public long check(long now, boolean hasEvents) {
        long age = now - started;
        if (next == Stage.REACH) {
            long due = (hasEvents ? SETTLING : PATIENCE).toNanos();
            if (age < due) {
                return due - age;
            }
            next = Stage.IDLE_RULES;
            background.execute(() -> attempt(this::reviewReach));
        }
        if (next == Stage.IDLE_RULES) {
            if (age < IDLE.toNanos()) {
                return IDLE.toNanos() - age;
            }
            next = Stage.NOTHING;
            background.execute(() -> attempt(this::nameIdleRules));
        }
        return Long.MAX_VALUE;
    }

    private void attempt(Runnable look) {
        try {
            if (!ended) {
                look.run();
            }
        } catch (Throwable fromAppender) {
            // Any appender of the application is asked here. It may throw, and all that is lost is a hint.
        }
    }

    private void reviewReach() {
        List<EventRule> idle = rules.idle();
        if (idle.isEmpty()) {
            return;
        }
        List<String> warnings =
                new RuleReach(around.scope, around.appender, around.loggers.get(), cutOff).warnings(idle);
        warnings.stream().limit(MOST_WARNINGS).forEach(warning -> tell(Level.WARNING, warning));
        if (warnings.size() > MOST_WARNINGS) {
            tell(Level.WARNING, (warnings.size() - MOST_WARNINGS) + " more event rules take no line for such reasons.");
        }
    }

    private void nameIdleRules() {
        List<EventRule> idle = rules.idle();
        if (idle.isEmpty()) {
            return;
        }
        String named = idle.stream().limit(MOST_NAMED).map(EventRule::toString).collect(Collectors.joining(", "));
        String more = idle.size() > MOST_NAMED ? " and " + (idle.size() - MOST_NAMED) + " more" : "";
        tell(
                Level.INFO,
                "No line in an hour for: " + named + more
                        + ". Check that 'message' still reads as the line does, the level of the rule's logger, and whether"
                        + " its log calls reach this appender. With 'explain', the appender says of each line why a rule"
                        + " does not take it: see docs/troubleshooting.md.");
    }

    private void tell(Level level, String message) {
        if (!ended) {
            reporter.tell(level, message);
        }
    }
}
