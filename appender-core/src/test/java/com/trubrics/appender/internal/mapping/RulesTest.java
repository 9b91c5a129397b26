package com.trubrics.appender.internal.mapping;

import static com.trubrics.appender.internal.mapping.FakeCall.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.trubrics.appender.Event;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.MappingSettings.TimestampUnit;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.rule.EventRule;
import com.trubrics.appender.internal.rule.MalformedRuleException;
import com.trubrics.appender.internal.rule.RuleOption;
import com.trubrics.appender.internal.rule.RuleParser;
import com.trubrics.appender.internal.rule.RuleReview;
import com.trubrics.appender.internal.value.ReentrancyGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What event rules make of log calls, without a framework. */
class RulesTest {

    private static final String LOGGER = "com.acme.Shop";

    /** Rules, each as the names and texts of its options in turn. */
    static MappingSettings settings(String[]... rules) {
        List<EventRule> read = new ArrayList<>();
        for (String[] rule : rules) {
            Map<RuleOption, String> texts = new EnumMap<>(RuleOption.class);
            for (int i = 0; i < rule.length; i += 2) {
                texts.put(RuleOption.valueOf(rule[i]), rule[i + 1]);
            }
            texts.putIfAbsent(RuleOption.LOGGER, LOGGER);
            try {
                read.add(RuleParser.parse(read.size() + 1, texts));
            } catch (MalformedRuleException e) {
                throw new AssertionError(String.join(" ", rule), e);
            }
        }
        return new MappingSettings(
                Mapping.KEYS,
                Mapping.PROPERTIES,
                List.of(),
                null,
                null,
                false,
                TimestampUnit.NONE,
                RuleReview.review(read, doubt -> {}));
    }

    private static Mapping mapping(String[]... rules) {
        return new Mapping(settings(rules));
    }

    private static String[] rule(String... namesAndTexts) {
        return namesAndTexts;
    }

    /** A class of the application. */
    public static final class Cart {
        private final @Nullable Mapping logsTo;

        Cart(@Nullable Mapping logsTo) {
            this.logsTo = logsTo;
        }

        public String owner() {
            if (logsTo != null) {
                assertThat(ReentrancyGuard.isRunning()).isTrue();
                assertThat(logsTo.map(line().message("u2 came"))).isNull();
            }
            return "u1";
        }

        public Optional<Integer> getSize() {
            return Optional.of(3);
        }

        public String total() {
            if (logsTo == null) {
                throw new IllegalStateException("no session");
            }
            return "9.90";
        }
    }

    private static final String[] CAME = rule("MESSAGE", "{user_id} came", "EVENT", "Sign In");

    @Test
    void aRulesLineIsCountedForItsRule() {
        Mapping mapping = mapping(rule("MESSAGE", "x", "EVENT", "X", "FIELDS", "user_id='u'"), CAME);

        UserEvent event = mapping.userEvent(line().message("u1 came"));

        assertThat(event.userId()).isEqualTo("u1");
        assertThat(mapping.report.matched).containsExactly(2);
        assertThat(mapping.report.ignored).isZero();
        mapping.assertNotOurs(line().message("nobody left"));
        mapping.assertNotOurs(line().message("u1 came").by("com.other"));
        assertThat(mapping.report.matched).containsExactly(2);
    }

    @Test
    void aUserUnderAnotherNameIsTheRulesToRename() {
        Mapping mapping = mapping(rule("MESSAGE", "{userId} came", "EVENT", "Sign In"));

        mapping.map(line().message("u1 came"));

        assertThat(mapping.report.messages(Problem.MISSING_USER_ID))
                .singleElement()
                .asString()
                .contains("The rule has 'userId'", "name it user_id in the rule")
                .doesNotContain("userIdKey");
    }

    @Test
    void theCallsExchangeThatTurnsOutBlankLeavesTheLineToTheRules() {
        Object blank = new Object() {
            @Override
            public String toString() {
                return " ";
            }
        };

        UserEvent event = mapping(CAME).userEvent(line().message("u1 came").with("event", blank));

        assertThat(event.event()).isEqualTo("Sign In");
    }

    @Test
    void whatAnAccessorLogsIsNoEvent() {
        Mapping inner = mapping(CAME);
        Mapping mapping = mapping(
                rule("MESSAGE", "cart {cart}", "FIELDS", "user_id=cart.owner, size=cart.size", "EVENT", "Cart"));

        UserEvent event = mapping.userEvent(line().message("cart {}").parameters(new Cart(inner)));

        assertThat(event.userId()).isEqualTo("u1");
        assertThat(event.properties()).containsExactly(entry("size", 3));
        assertThat(ReentrancyGuard.isRunning()).isFalse();
    }

    @Test
    void anAccessorThatThrowsCostsItsValueAndIsToldOnceWithTheRule() {
        Mapping mapping = mapping(
                CAME,
                rule(
                        "MESSAGE",
                        "cart {cart}",
                        "FIELDS",
                        "user_id=cart.owner, total=cart.total, size=cart.size",
                        "EVENT",
                        "Cart"));
        FakeCall call = line().message("cart {}").parameters(new Cart(null));

        assertThat(mapping.properties(call)).containsExactly(entry("size", 3));
        assertThat(mapping.properties(call)).containsExactly(entry("size", 3));

        assertThat(mapping.report.problems).containsExactly(Problem.BAD_FIELD);
        assertThat(mapping.report.messages.get(0))
                .contains("Event rule 2 ('Cart')", "cart.total", "IllegalStateException")
                .doesNotContain("no session");
    }

    @Test
    void aMessageWhoseTemplateIsUnknownMatchesByItsText() {
        MappingSettings settings = settings(CAME);
        EventMapper<FakeCall> mapper = new EventMapper<>(settings, Mapping.LIMITS, new FakeCall.Reader() {
            @Override
            public @Nullable String template(FakeCall call) {
                return null;
            }

            @Override
            public @Nullable String messagePattern(FakeCall call) {
                return "greeting.key";
            }
        });

        Event event = mapper.map(line().message("u1 came"), MappingReport.NONE);

        assertThat(event).isNotNull().extracting(Event::userId).isEqualTo("u1");
    }

    @Test
    void elapsedIsTheTimeBetweenTheTwoLinesOfAPair() {
        Mapping mapping = mapping(
                rule("MESSAGE", "ask {prompt}", "PAIR", "chat"),
                rule(
                        "MESSAGE",
                        "got {generation}",
                        "PAIR",
                        "chat",
                        "FIELDS",
                        "user_id='u', generation, latency=elapsed"));
        String thread = Thread.currentThread().getName();

        assertThat(mapping.map(line().message("ask Why?").on(thread))).isNull();
        var event = mapping.llmEvent(line().message("got Because.").on(thread).later(Duration.ofMillis(1500)));

        assertThat(event.latency()).isEqualTo(Duration.ofMillis(1500));
        assertThat(event.prompt()).isEqualTo("Why?");
        assertThat(event.generation()).isEqualTo("Because.");
        assertThat(mapping.report.ignored).isEqualTo(1);
        assertThat(mapping.map(line().message("got Because.").on(thread))).isNull();
    }

    @Test
    void theFieldsOfAnOpenerAreThoseOfItsMoment() {
        Mapping mapping = mapping(
                rule("MESSAGE", "ask {prompt}", "PAIR", "chat {arg1}"),
                rule("MESSAGE", "got {generation}", "PAIR", "chat {arg1}", "FIELDS", "user_id='u', generation"));
        List<String> prompt = new ArrayList<>(List.of("Why?"));

        assertThat(mapping.map(line().message("ask {}").parameters(prompt, 7))).isNull();
        prompt.set(0, "changed");

        assertThat(mapping.llmEvent(line().on("other").message("got {}").parameters("Because.", 7))
                        .prompt())
                .isEqualTo("[\"Why?\"]");
    }

    @Test
    void aRuleWithoutThePartsOfAnEventIsNotOurs() {
        Mapping mapping =
                mapping(rule("MESSAGE", "{prompt} -> {generation}"), rule("MESSAGE", "<{a}>", "EVENT", "{a}"));

        mapping.assertNotOurs(line().message("Why? -> ").mdc("event", "Left Over"));
        mapping.assertNotOurs(line().message("< >"));
        assertThat(mapping.report.matched).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLineThatNoRuleWantsAllocatesNothing(boolean runsApplicationCode) {
        String[][] rules = new String[200][];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = rule("LOGGER", "com.acme.l" + i, "MESSAGE", "Order {id} placed", "EVENT", "E");
        }
        rules[0] = rule("MESSAGE", "Order {id} placed", "EVENT", "E");
        rules[1] = rule("MESSAGE", "Order {id} paid", "MARKER", "PAID", "LEVEL", "WARN", "EVENT", "E");
        MappingSettings settings = settings(rules);
        EventMapper<FakeCall> mapper = new EventMapper<>(settings, Mapping.LIMITS, new FakeCall.Reader() {
            @Override
            public boolean runsApplicationCode(FakeCall call) {
                return runsApplicationCode;
            }
        });

        for (FakeCall call : List.of(
                line().message("Something {} happened").mdc("request", "r"),
                line().message("Something else").by("org.other.Logger"))) {
            assertThat(AllocationTest.bytesPerCall(() -> mapper.map(call, MappingReport.NONE)))
                    .isLessThan(1.0);
        }
    }
}
