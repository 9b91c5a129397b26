package com.trubrics.sandbox.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreviewTest {
    private static final String LOGGER = "com.acme.Shop";

    private static Preview.Result preview(Reported reported, String... namesAndTexts) {
        Applications applications = reported.applications();
        Map<String, String> rule = new java.util.LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            rule.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        List<Kind> kinds =
                applications.kinds().stream().map(Applications.Seen::kind).toList();
        return Preview.of(new Draft(List.of(rule), null), kinds.get(0).application(), kinds);
    }

    @Test
    void theEventIsWhatTheApplicationWouldSend() {
        Reported reported = Reported.one()
                .option("includeMdc", "tenant")
                .option("defaultUserId", "nobody")
                .template(LOGGER, "Order {} placed", 42)
                .mdc("tenant", "acme")
                .template(LOGGER, "Server started");

        assertThat(preview(reported, "logger", "com.acme", "message", "Order {order} placed", "event", "Sale")
                        .lines())
                .filteredOn(Preview.Tried::taken)
                .singleElement()
                .satisfies(line -> assertThat(line.event().toString())
                        .isEqualTo(
                                "{\"user_id\":\"nobody\",\"event\":\"Sale\",\"properties\":{\"tenant\":\"acme\",\"order\":42},"
                                        + "\"timestamp\":\"2026-01-02T03:04:01.678Z\"}"));
    }

    @Test
    void aMistakeIsWhatTheAppenderSays() {
        assertThat(preview(Reported.one().template(LOGGER, "x"), "logger", LOGGER, "wehn", "a=b", "event", "E")
                        .warnings())
                .containsExactly(
                        "Event rule 1 ('E'): unknown option 'wehn' (did you mean 'when'?); this rule is not applied.");
    }

    @Test
    void aRuleThatAnEarlierOneHidesIsToldSo() {
        Reported reported = Reported.one()
                .rule("logger", "com.acme", "event", "Any")
                .template(LOGGER, "{} came", "jane")
                .mdc("user_id", "jane");

        Preview.Result result = preview(reported, "logger", LOGGER, "message", "{who} came", "event", "Sign In");
        assertThat(result.warnings()).singleElement().asString().contains("never applies", "rule 1");
        assertThat(result.lines()).noneMatch(Preview.Tried::taken);
    }

    @Test
    void aLineWithoutUserSaysWhyItIsNoEvent() {
        assertThat(preview(
                                Reported.one().template(LOGGER, "started"),
                                "logger",
                                LOGGER,
                                "message",
                                "started",
                                "event",
                                "E")
                        .lines())
                .singleElement()
                .satisfies(line -> assertThat(line.reason()).startsWith("MISSING_USER_ID: "));
    }

    @Test
    void theUserSourceAnswersWhatItAnsweredThen() {
        Reported reported = Reported.one()
                .option("userSource", "com.acme.Holder.user()")
                .template(LOGGER, "first")
                .user("com.acme.Holder.user()", "jane")
                .template(LOGGER, "second")
                .user("com.acme.Holder.user()", "joe");

        assertThat(preview(reported, "logger", LOGGER, "event", "E").lines())
                .extracting(line -> line.event().path("user_id").asText())
                .containsExactly("jane", "joe");
    }
}
