package com.trubrics.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.sandbox.web.Changes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private final Changes changes = new Changes();
    private final Answers answers = new Answers(changes);

    @Test
    void everythingIsTakenAtFirst() {
        assertThat(answers.next()).isEqualTo(ServerAnswer.ok());
    }

    @Test
    void anAnswerHoldsUntilItIsChanged() {
        answers.set(ServerAnswer.refuse(503), Answers.ALWAYS);
        assertThat(answers.next()).isEqualTo(ServerAnswer.refuse(503));
        assertThat(answers.next()).isEqualTo(ServerAnswer.refuse(503));
    }

    @Test
    void anAnswerForSomeRequestsEndsByItself() {
        answers.set(ServerAnswer.refuse(503), 2);
        assertThat(answers.next()).isEqualTo(ServerAnswer.refuse(503));
        assertThat(answers.state()).isEqualTo(new Answers.State(ServerAnswer.refuse(503), 1));
        assertThat(answers.next()).isEqualTo(ServerAnswer.refuse(503));
        assertThat(answers.next()).isEqualTo(ServerAnswer.ok());
    }

    @Test
    void everyChangeIsToldAndThatItEndedToo() {
        answers.set(ServerAnswer.refuse(503), 1);
        assertThat(changes.since(0)).containsExactly(Answers.TOPIC);
        long version = changes.version();
        answers.next();
        assertThat(changes.since(version)).containsExactly(Answers.TOPIC);
        version = changes.version();
        answers.next();
        assertThat(changes.version()).isEqualTo(version);
    }

    @Test
    void noNumberOfRequestsBelowOneMakesSense() {
        assertThatThrownBy(() -> answers.set(ServerAnswer.hang(), 0)).isInstanceOf(IllegalArgumentException.class);
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
