package com.trubrics.appender.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import com.trubrics.appender.internal.rule.EventRule;
import com.trubrics.appender.internal.rule.MalformedRuleException;
import com.trubrics.appender.internal.rule.RuleOption;
import com.trubrics.appender.internal.rule.RuleParser;
import com.trubrics.appender.spi.LoggerSetup.Attachment;
import com.trubrics.appender.spi.LoggerSetup.Levels;
import com.trubrics.appender.spi.LoggerSetup.Role;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** When the loggers around an appender are looked at, by a clock of the test's, and what is said of event rules. */
class SetupCheckupTest {

    private static final long STARTED = Long.MAX_VALUE - 5; // the clock overflows, as System.nanoTime may

    private static final Set<String> FROM_INFO = Set.of("INFO", "WARN", "ERROR");
    private static final Set<String> ALL = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

    private final AppenderScope us = new AppenderScope(null);
    private final List<LoggerSetup> loggers = new ArrayList<>();
    private final List<EventRule> rules = new ArrayList<>();
    private final Map<Integer, Long> counts = new HashMap<>();
    private final List<String> said = new ArrayList<>();
    private final Queue<Runnable> background = new ArrayDeque<>();

    private SetupCheckup checkup() {
        return checkup(() -> loggers);
    }

    private SetupCheckup checkup(Supplier<Collection<LoggerSetup>> tree) {
        return new SetupCheckup(
                new SetupCheckup.Rules(rules, position -> counts.getOrDefault(position, 0L)),
                new SetupCheckup.Surroundings(us, "TRUBRICS", tree),
                new RateLimitedDiagnostics((level, message, cause) -> said.add(level + " " + message), () -> 0),
                background::add,
                STARTED);
    }

    private void rule(String logger, String... namesAndTexts) {
        Map<RuleOption, String> texts = new EnumMap<>(RuleOption.class);
        if (!logger.isEmpty()) {
            texts.put(RuleOption.LOGGER, logger);
        }
        texts.put(RuleOption.MESSAGE, "{user_id} came");
        texts.put(RuleOption.EVENT, "Sign In");
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            texts.put(RuleOption.valueOf(namesAndTexts[i]), namesAndTexts[i + 1]);
        }
        try {
            rules.add(RuleParser.parse(rules.size() + 1, texts));
        } catch (MalformedRuleException e) {
            throw new AssertionError(e);
        }
    }

    private LoggerSetup root(Attachment... attachments) {
        LoggerSetup root = new LoggerSetup("ROOT", null, new Levels("INFO", FROM_INFO), true, List.of(attachments));
        loggers.add(root);
        return root;
    }

    private LoggerSetup below(LoggerSetup parent, String name, Levels levels, Attachment... attachments) {
        LoggerSetup logger = new LoggerSetup(name, parent, levels, attachments.length == 0, List.of(attachments));
        loggers.add(logger);
        return logger;
    }

    private Attachment ours() {
        return new Attachment("TRUBRICS", Role.OURS, us, false);
    }

    private static Attachment other() {
        return new Attachment("FILE", Role.OTHER, null, false);
    }

    /** Lets the checkup look after this time, and answers when it wants to look again. */
    private Duration look(SetupCheckup checkup, Duration age, boolean hasEvents) {
        long again = checkup.check(STARTED + age.toNanos(), hasEvents);
        List.copyOf(background).forEach(Runnable::run);
        background.clear();
        return Duration.ofNanos(again);
    }

    private List<String> warnings() {
        look(checkup(), SetupCheckup.PATIENCE, false);
        return said;
    }

    @Test
    void soonAfterTheFirstEventItLooksAtRules() {
        root(ours());
        rule("com.acme", "LEVEL", "DEBUG");
        SetupCheckup checkup = checkup();

        assertThat(look(checkup, Duration.ZERO, false)).isEqualTo(SetupCheckup.PATIENCE);
        assertThat(look(checkup, Duration.ofMillis(300), true)).isEqualTo(Duration.ofMillis(700));
        assertThat(said).isEmpty();
        assertThat(look(checkup, SetupCheckup.SETTLING, true))
                .isEqualTo(Duration.ofMinutes(59).plusSeconds(59));
        assertThat(said).hasSize(1);
        look(checkup, SetupCheckup.PATIENCE, true);
        assertThat(said).as("only once").hasSize(1);
    }

    @Test
    void withoutAnyEventItLooksAtRulesAfterAMinute() {
        root(ours());
        rule("com.acme", "LEVEL", "DEBUG");
        SetupCheckup checkup = checkup();

        assertThat(look(checkup, Duration.ofSeconds(59), false)).isEqualTo(Duration.ofSeconds(1));
        assertThat(said).isEmpty();
        look(checkup, Duration.ofSeconds(60), false);
        assertThat(said).hasSize(1);
    }

    @Test
    void whatLooksIsNotTheThreadThatDecidesWhen() {
        root(ours());
        rule("com.acme", "LEVEL", "DEBUG");

        checkup().check(STARTED + SetupCheckup.PATIENCE.toNanos(), false);
        assertThat(said).isEmpty();
        assertThat(background).hasSize(1);
    }

    @Test
    void aLevelThatIsSetAfterTheConfigurationIsSeen() {
        LoggerSetup root = root(ours());
        rule("com.acme", "LEVEL", "DEBUG");
        SetupCheckup checkup = checkup();
        checkup.configured();
        below(root, "com.acme", new Levels("DEBUG", ALL));

        look(checkup, SetupCheckup.PATIENCE, false);
        assertThat(said).isEmpty();
    }

    @Test
    void aRuleForALevelThatIsOffIsWarnedAbout() {
        root(ours());
        rule("com.acme", "LEVEL", "debug, trace");

        assertThat(warnings())
                .containsExactly(
                        "WARNING Event rule 1 ('Sign In') matches no line of logger 'com.acme': the rule requires"
                                + " level DEBUG or TRACE, and the level of that logger is INFO. Lower that level.");
    }

    @Test
    void aRuleOneOfWhoseLevelsIsOnIsNotWarnedAbout() {
        root(ours());
        rule("com.acme", "LEVEL", "debug, info");
        rule("com.acme");

        assertThat(warnings()).isEmpty();
    }

    @Test
    void aRuleOfALoggerThatIsOffIsWarnedAbout() {
        LoggerSetup root = root(ours());
        below(root, "com.acme", new Levels("OFF", Set.of()));
        rule("com.acme.Shop");

        assertThat(warnings())
                .containsExactly(
                        "WARNING Event rule 1 ('Sign In') matches no line of logger 'com.acme.Shop': its level is OFF.");
    }

    @Test
    void aLoggerBelowThatIsOnIsEnough() {
        LoggerSetup root = root(ours());
        LoggerSetup acme = below(root, "com.acme", new Levels("OFF", Set.of()));
        below(acme, "com.acme.shop", new Levels("DEBUG", ALL));
        rule("com.acme", "LEVEL", "DEBUG");
        rule("com.acmex", "LEVEL", "INFO");

        assertThat(warnings()).isEmpty();
    }

    @Test
    void aRuleWhoseLoggerDoesNotReachTheAppenderIsWarnedAbout() {
        LoggerSetup root = root(other());
        below(root, "com.acme", new Levels("DEBUG", ALL), ours());
        rule("org.other");

        assertThat(warnings())
                .singleElement()
                .asString()
                .startsWith("WARNING Event rule 1")
                .contains("logger 'org.other'", "attached neither to it nor to a logger above it", "'TRUBRICS'");
    }

    @Test
    void whereAdditivityCutsALoggerOffTheWarningSaysSo() {
        LoggerSetup root = root(ours());
        below(root, "com.acme", new Levels("INFO", FROM_INFO), other());
        rule("com.acme.Shop");

        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("logger 'com.acme.Shop'", "additivity is \"false\" at 'com.acme'");
    }

    @Test
    void whatWasSaidWhenTheLoggersHadBeenConfiguredIsNotSaidAgain() {
        LoggerSetup root = root(ours(), other());
        below(root, "com.acme", new Levels("INFO", FROM_INFO), other());
        rule("com.acme.Shop");
        SetupCheckup checkup = checkup();
        checkup.configured();
        assertThat(said).singleElement().asString().contains("'com.acme'");

        look(checkup, SetupCheckup.PATIENCE, false);
        assertThat(said).hasSize(1);
    }

    @Test
    void behindAnAppenderThatHandsOnItMayBeReached() {
        root(new Attachment("ROUTES", Role.UNKNOWN, null, false));
        rule("com.acme");

        assertThat(warnings()).isEmpty();
    }

    @Test
    void aRuleForMarkersLooksAtAllLoggers() {
        LoggerSetup root = root(other());
        below(root, "com.acme", new Levels("INFO", FROM_INFO), ours());
        rule("", "MARKER", "AUDIT");
        rule("", "MARKER", "AUDIT", "LEVEL", "DEBUG");

        assertThat(warnings()).singleElement().asString().contains("Event rule 2", "any logger", "DEBUG", "INFO");
    }

    @Test
    void aRuleForTheRootLoggerLooksAtNoOther() {
        LoggerSetup root = root(ours());
        below(root, "com.acme", new Levels("DEBUG", ALL));
        rule("ROOT", "LEVEL", "DEBUG");

        assertThat(warnings()).singleElement().asString().contains("the root logger", "DEBUG");
    }

    @Test
    void aRuleThatHasTakenALineWorks() {
        root(ours());
        rule("com.acme", "LEVEL", "DEBUG");
        counts.put(1, 1L);

        assertThat(warnings()).isEmpty();
    }

    @Test
    void oneWarningNamesAllLoggersOfARuleAndTooManyWarningsAreSummedUp() {
        root(ours());
        for (int i = 0; i < 8; i++) {
            rule("com.acme,org.other", "LEVEL", "DEBUG");
        }

        assertThat(warnings()).hasSize(6).element(0).asString().contains("'com.acme'", "'org.other'");
        assertThat(said.get(5)).startsWith("WARNING 3 more event rules");
    }

    @Test
    void afterAnHourTheRulesThatHaveTakenNoLineAreNamedOnce() {
        root(ours());
        rule("com.acme");
        rule("com.acme", "EVENT", "Order Placed");
        rule("com.acme", "EVENT", "Sign Up");
        counts.put(2, 7L);
        SetupCheckup checkup = checkup();

        assertThat(look(checkup, Duration.ofMinutes(59), true)).isEqualTo(Duration.ofMinutes(1));
        assertThat(said).isEmpty();
        assertThat(look(checkup, SetupCheckup.IDLE, true)).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("INFO ")
                .contains("Event rule 1 ('Sign In')", "Event rule 3 ('Sign Up')", "explain", "docs/troubleshooting.md")
                .doesNotContain("Order Placed");
    }

    @Test
    void afterAnHourInWhichAllRulesHaveTakenLinesNothingIsSaid() {
        root(ours());
        rule("com.acme");
        counts.put(1, 1L);

        look(checkup(), SetupCheckup.IDLE, true);
        assertThat(said).isEmpty();
    }

    @Test
    void afterTheEndNothingIsSaid() {
        root(ours());
        rule("com.acme", "LEVEL", "DEBUG");
        SetupCheckup checkup = checkup();
        checkup.check(STARTED + SetupCheckup.IDLE.toNanos(), true);
        checkup.end();

        background.forEach(Runnable::run);
        assertThat(said).isEmpty();
    }

    @Test
    void anAppenderOfTheApplicationMayThrow() {
        rule("com.acme", "LEVEL", "DEBUG");
        SetupCheckup checkup = checkup(() -> {
            throw new AssertionError("of the application");
        });

        assertThatCode(() -> {
                    checkup.configured();
                    look(checkup, SetupCheckup.PATIENCE, true);
                })
                .doesNotThrowAnyException();
        assertThat(said).isEmpty();
    }
}
