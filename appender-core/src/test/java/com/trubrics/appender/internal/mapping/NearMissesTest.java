package com.trubrics.appender.internal.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.internal.report.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMissesTest {

    private final Mapping mapping = Mapping.byDefault();

    @ParameterizedTest
    @CsvSource({"Event", "EVENT", "event_name", "eventName", "event-type"})
    void anEventUnderAnotherNameIsTold(String name) {
        assertThat(mapping.map(FakeCall.line().with(name, "Sign Up").with("user_id", "u")))
                .isNull();

        assertThat(mapping.report.messages(Problem.NEAR_MISS))
                .singleElement()
                .asString()
                .contains("'" + name + "'", "eventKey", "\"event\"", "\"event," + name + "\"")
                .doesNotContain("Sign Up");
    }

    @Test
    void aPromptWithAResponseIsTold() {
        mapping.map(FakeCall.line().with("prompt", "Hi").with("response", "Hello"));

        assertThat(mapping.report.messages(Problem.NEAR_MISS))
                .singleElement()
                .asString()
                .contains("'response'", "generationKey");
    }

    @Test
    void eachNameIsToldOnceAndALaterMessageHoldsAll() {
        for (int i = 0; i < 3; i++) {
            mapping.map(FakeCall.line().with("Event", "Sign Up"));
            mapping.map(FakeCall.line().with("prompt", "Hi").with("answer", "Hello"));
        }

        assertThat(mapping.report.messages(Problem.NEAR_MISS)).hasSize(2);
        assertThat(mapping.report.messages(Problem.NEAR_MISS).get(1)).contains("'Event'", "'answer'");
    }

    @ParameterizedTest
    @CsvSource({"userId", "USER-ID", "uid", "principal"})
    void aUserUnderAnotherNameIsToldWhenAnEventNamesNone(String name) {
        mapping.map(FakeCall.line().with("event", "Sign Up").with(name, "jane"));
        mapping.map(FakeCall.line().with("event", "Sign Up").mdc(name, "jane"));

        assertThat(mapping.report.messages(Problem.MISSING_USER_ID))
                .hasSize(2)
                .allSatisfy(text -> assertThat(text)
                        .contains("'" + name + "'", "\"user_id," + name + "\"")
                        .doesNotContain("jane"));
    }

    @Test
    void anOrdinaryCallWithFieldsIsNot() {
        mapping.map(FakeCall.line().with("order", 7).with("prompt", "Hi"));

        assertThat(mapping.report.messages(Problem.NEAR_MISS)).isEmpty();
    }

    @Test
    void theLookingEnds() {
        for (int i = 0; i < 1_000; i++) {
            mapping.map(FakeCall.line().with("order", 7));
        }
        mapping.map(FakeCall.line().with("Event", "Sign Up"));

        assertThat(mapping.report.messages(Problem.NEAR_MISS)).isEmpty();
    }
}
