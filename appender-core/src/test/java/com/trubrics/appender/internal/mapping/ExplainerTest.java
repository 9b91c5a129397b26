package com.trubrics.appender.internal.mapping;

import static com.trubrics.appender.internal.mapping.FakeCall.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.Settings.Explain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainerTest {

    private final List<String> said = new ArrayList<>();
    private final RecordedReport report = new RecordedReport();

    private Explainer<FakeCall> explainer(Explain explain, MappingSettings settings) {
        FakeCall.Reader reader = new FakeCall.Reader();
        return new Explainer<>(
                new EventMapper<>(settings, Mapping.LIMITS, reader),
                reader,
                explain,
                Explainer.MOST_CALLS,
                (line, dropped, by) -> said.add(line));
    }

    private String explained(FakeCall call, String[]... rules) {
        said.clear();
        var unused = explainer(Explain.EVERYTHING, RulesTest.settings(rules)).map(call, report);
        assertThat(said).hasSize(1);
        return said.get(0);
    }

    private static String[] rule(String... namesAndTexts) {
        return namesAndTexts;
    }

    @Test
    void anEventIsNamedWithItsUserAndItsRule() {
        String[] came = rule("MESSAGE", "{user_id} came", "EVENT", "Sign In");

        assertThat(explained(line().with("event", "Sign Up").with("user_id", "u-42")))
                .isEqualTo("com.acme.Shop INFO: user event \"Sign Up\" of u-42");
        assertThat(explained(
                        line().with("prompt", "Hi").with("generation", "Hello").mdc("user_id", "u-42")))
                .isEqualTo("com.acme.Shop INFO: LLM event of u-42");
        assertThat(explained(line().message("jane came"), came))
                .isEqualTo("com.acme.Shop INFO: user event \"Sign In\" of jane, by rule 1");
    }

    @Test
    void aDropIsExplainedByItsReason() {
        assertThat(explained(line().with("event", "Sign Up")))
                .startsWith("com.acme.Shop INFO: dropped, MISSING_USER_ID: ")
                .contains("user_id");
    }

    @Test
    void whatIsNotOursIsExplainedByWhatIsMissing() {
        assertThat(explained(line())).isEqualTo("com.acme.Shop INFO: not an event: no event name");
        assertThat(explained(line().mdc("prompt", "Hi")))
                .isEqualTo("com.acme.Shop INFO: not an event: a prompt, but no generation; no event name");
    }

    @Test
    void eachRuleSaysWhatItWants() {
        FakeCall call = line().message("jane came");

        assertThat(explained(
                        call,
                        rule("LEVEL", "DEBUG", "MESSAGE", "{user_id} came", "EVENT", "A"),
                        rule("MARKER", "AUDIT", "MESSAGE", "{user_id} came", "EVENT", "B"),
                        rule("MESSAGE", "{user_id} left", "EVENT", "C"),
                        rule("MESSAGE", "{user_id} came", "WHEN", "user_id=bob, mdc.tenant=acme", "EVENT", "D"),
                        rule("LOGGER", "com.other", "EVENT", "E", "FIELDS", "user_id='x'")))
                .isEqualTo(
                        "com.acme.Shop INFO: not an event: no event name; rule 1 requires level DEBUG; rule 2 requires marker"
                                + " AUDIT; rule 3 has another message; rule 4 requires when user_id=bob, mdc.tenant=acme");
    }

    @Test
    void aDryRunExplainsEventsOnly() {
        Explainer<FakeCall> explainer = explainer(Explain.EVENTS, RulesTest.settings());
        var ordinary = explainer.map(line(), report);
        assertThat(said).isEmpty();

        var event = explainer.map(line().with("event", "Sign Up").with("user_id", "u"), report);
        assertThat(said).hasSize(1);
        assertThat(ordinary).isNull();
        assertThat(event).isNotNull();
    }

    @Test
    void itEndsAndTheCallsGoOn() {
        Explainer<FakeCall> explainer = explainer(Explain.EVERYTHING, RulesTest.settings());
        for (int i = 0; i < Explainer.MOST_CALLS + 10; i++) {
            assertThat(explainer.map(line().with("event", "Sign Up").with("user_id", "u"), report))
                    .isNotNull();
        }

        assertThat(said).hasSize(Explainer.MOST_CALLS);
        assertThat(said.get(Explainer.MOST_CALLS - 1)).endsWith("(This is the last call that is explained.)");
    }

    @Test
    void aCallThatCannotBeReadIsExplainedAndStillThrows() {
        FakeCall.Reader failing = new FakeCall.Reader() {
            @Override
            public Instant instant(FakeCall call) {
                throw new IllegalStateException("no time");
            }
        };
        Explainer<FakeCall> explainer = new Explainer<>(
                new EventMapper<>(RulesTest.settings(), Mapping.LIMITS, failing),
                failing,
                Explain.EVERYTHING,
                Explainer.MOST_CALLS,
                (line, dropped, by) -> said.add(dropped + " by " + by + ": " + line));

        assertThatThrownBy(() -> explainer.map(line().with("event", "Sign Up").with("user_id", "u"), report))
                .isInstanceOf(IllegalStateException.class);
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("INTERNAL_ERROR by ")
                .contains("java.lang.IllegalStateException")
                .doesNotContain("no time");
    }

    @Test
    void theReportHearsAllThatItWouldHearWithoutIt() {
        var unused = explained(line());
        unused = explained(line().with("event", "Sign Up"));

        assertThat(report.ignored).isEqualTo(1);
        assertThat(report.dropped).hasSize(1);
        assertThat(report.problems).hasSize(1);
    }

    @Test
    void whatWeLogOurselvesIsNotExplained() {
        var unused = explainer(Explain.EVERYTHING, RulesTest.settings()).map(line().on("trubrics-sender-1"), report);

        assertThat(said).isEmpty();
    }
}
