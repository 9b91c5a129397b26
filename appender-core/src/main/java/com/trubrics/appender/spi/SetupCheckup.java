package com.trubrics.appender.spi;

import com.trubrics.appender.internal.delivery.Checkup;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
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
 * Checks the loggers around one appender, and reports problems. After they have been configured, it checks how appenders are
 * attached. If there are event rules, it checks twice more while the application runs. Soon after the first event, or after
 * a minute without any, it warns about rules that no line can reach. It does not check earlier, because Spring Boot and
 * others set levels after the configuration has been read. After an hour, it lists the rules that have not matched any line.
 *
 * <p>The delivery thread decides when to check. Another thread runs the checks, because they call appenders of the
 * application, and report to a sink that may block.
 */
final class SetupCheckup implements Checkup {

    /** By this time, applications have set the levels that they set after the appender has started. */
    static final Duration SETTLING = Duration.ofSeconds(1);

    /** How long to wait for an event. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** How long a rule may go without a match before it is reported. */
    static final Duration IDLE = Duration.ofHours(1);

    /** More warnings would be hard to read. */
    private static final int MOST_WARNINGS = 5;

    /** The maximum number of rules in one message. */
    private static final int MOST_NAMED = 10;

    /** What to check next. */
    private enum Stage {
        REACH,
        IDLE_RULES,
        NOTHING
    }

    /**
     * The event rules of an appender.
     *
     * @param rules the rules that can be applied
     * @param counts how many lines the rule at a position has matched so far
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
     * @param loggers returns all loggers with their current configuration
     */
    record Surroundings(AppenderScope scope, String appender, Supplier<? extends Collection<LoggerSetup>> loggers) {}

    private final Rules rules;
    private final Surroundings around;
    private final RateLimitedDiagnostics reporter;
    private final Executor background;
    private final long started;
    private final AtomicBoolean configured = new AtomicBoolean();
    private volatile List<String> cutOff = List.of();
    private volatile boolean ended;
    /** Used only by the delivery thread. */
    private Stage next = Stage.REACH;

    /**
     * @param background runs tasks that may block
     * @param started the {@link System#nanoTime} at which the appender started
     */
    SetupCheckup(Rules rules, Surroundings around, RateLimitedDiagnostics reporter, Executor background, long started) {
        this.rules = rules;
        this.around = around;
        this.reporter = reporter;
        this.background = background;
        this.started = started;
    }

    /** Creates an instance for an appender that starts now. */
    static SetupCheckup begin(Rules rules, Surroundings around, RateLimitedDiagnostics reporter) {
        return new SetupCheckup(rules, around, reporter, new Background("trubrics-review")::run, System.nanoTime());
    }

    /** Called after the loggers have been configured. The first call checks the attached appenders. */
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

    /** Ends the checks; nothing is reported after that. */
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
            // This calls appenders of the application, which may throw. Then only a hint is lost.
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
            tell(
                    Level.WARNING,
                    (warnings.size() - MOST_WARNINGS) + " more event rules match no line for such reasons.");
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
                "No line has matched for an hour: " + named + more
                        + ". Check that 'message' still equals the line, the level of the rule's logger, and whether"
                        + " its log calls reach this appender. With 'explain', the appender says for each line why a rule"
                        + " does not match: see docs/troubleshooting.md.");
    }

    private void tell(Level level, String message) {
        if (!ended) {
            reporter.reportNow(level, message);
        }
    }
}
