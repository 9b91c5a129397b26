package com.trubrics.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.sandbox.web.Changes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private static final List<SandboxEvent> NONE = List.of();

    private final Changes changes = new Changes();
    private final Answers answers = new Answers(changes);

    @Test
    void everythingIsTakenAtFirst() {
        assertThat(answers.next(NONE)).isEqualTo(ServerAnswer.ok());
    }

    @Test
    void anAnswerHoldsUntilItIsChanged() {
        answers.set(ServerAnswer.refuse(503), Answers.ALWAYS);
        assertThat(answers.next(NONE)).isEqualTo(ServerAnswer.refuse(503));
        assertThat(answers.next(NONE)).isEqualTo(ServerAnswer.refuse(503));
    }

    @Test
    void anAnswerForSomeRequestsEndsByItself() {
        answers.set(ServerAnswer.refuse(503), 2);
        assertThat(answers.next(NONE)).isEqualTo(ServerAnswer.refuse(503));
        assertThat(answers.state()).isEqualTo(new Answers.State(ServerAnswer.refuse(503), 1));
        assertThat(answers.next(NONE)).isEqualTo(ServerAnswer.refuse(503));
        assertThat(answers.next(NONE)).isEqualTo(ServerAnswer.ok());
    }

    @Test
    void anAnswerToCertainEventsConcernsNoOthersAndEndsByItself() {
        List<SandboxEvent> order = List.of(event("Login"), event("Order"));
        answers.set(ServerAnswer.refuse(429), Answers.ALWAYS);
        answers.mark(1, event -> event.name().equals("Order"), ServerAnswer.refuse(422));

        assertThat(answers.next(List.of(event("Login")))).isEqualTo(ServerAnswer.refuse(429));
        assertThat(answers.next(order)).isEqualTo(ServerAnswer.refuse(422));
        assertThat(answers.next(order)).isEqualTo(ServerAnswer.refuse(429));

        answers.mark(1, event -> true, ServerAnswer.refuse(422));
        answers.clear();
        assertThat(answers.next(order)).isEqualTo(ServerAnswer.ok());
    }

    private static SandboxEvent event(String name) {
        return new SandboxEvent(0, Instant.EPOCH, SandboxEvent.Kind.USER, Map.of("event", name));
    }

    @Test
    void everyChangeIsToldAndThatItEndedToo() {
        answers.set(ServerAnswer.refuse(503), 1);
        assertThat(changes.since(0)).containsExactly(Answers.TOPIC);
        long version = changes.version();
        answers.next(NONE);
        assertThat(changes.since(version)).containsExactly(Answers.TOPIC);
        version = changes.version();
        answers.next(NONE);
        assertThat(changes.version()).isEqualTo(version);
    }

    @Test
    void noNumberOfRequestsBelowOneMakesSense() {
        assertThatThrownBy(() -> answers.set(ServerAnswer.hang(), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> answers.mark(0, event -> true, ServerAnswer.hang()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok", "slow", "hang", "401", "403", "413", "422", "429", "503"})
    void everyAnswerCanBeSpelled(String text) {
        assertThat(AnswerText.of(AnswerText.parse(text, null))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "200", "302", "999", "OK", "-503"})
    void noOtherSpellingIsTaken(String text) {
        assertThatThrownBy(() -> AnswerText.parse(text, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDelayIsBounded() {
        assertThat(AnswerText.parse("429", Duration.ofMinutes(5)).delay()).isEqualTo(Duration.ofMinutes(5));
        assertThatThrownBy(() -> AnswerText.parse("slow", Duration.ofSeconds(301)))
                .hasMessageContaining("0 to 300 s, not 301 s");
    }
}
