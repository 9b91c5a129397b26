package com.trubrics.appender.internal.mapping;

import static com.trubrics.appender.internal.mapping.FakeCall.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.internal.report.Problem;
import org.junit.jupiter.api.Test;

/** Which messages name events under {@code eventFromMessage}. */
class MessageNamesTest {

    private static final FakeCall LINE = line().mdc("user_id", "u");

    private final Mapping mapping = Mapping.withEventFromMessage();

    @Test
    void aShortConstantIsAName() {
        mapping.userEvent(LINE.message("x".repeat(99)));
        mapping.assertNotOurs(LINE.message("x".repeat(100)));
    }

    @Test
    void aTemplateMayBeLonger() {
        String template = "{} " + "x".repeat(200);

        assertThat(mapping.userEvent(LINE.message(template).withParameters()).event())
                .isEqualTo(template);
        mapping.assertNotOurs(LINE.message("{} " + "x".repeat(1_000)).withParameters());
    }

    @Test
    void aLongTextThatHoldsBracesIsNoTemplate() {
        mapping.assertNotOurs(LINE.message("user bob sent {}" + "x".repeat(100)));
        mapping.assertNotOurs(LINE.message("x".repeat(100)).withParameters());
    }

    @Test
    void aLoggerWithTooManyNamesGetsNoNewOnes() {
        for (int i = 0; i < 200; i++) {
            mapping.userEvent(LINE.message("user " + i + " came"));
        }
        assertThat(mapping.report.problems).isEmpty();

        for (int i = 200; i < 250; i++) {
            assertThat(mapping.map(LINE.message("user " + i + " came"))).isNull();
        }
        assertThat(mapping.report.ignored).isEqualTo(50);
        assertThat(mapping.report.problems).containsExactly(Problem.TOO_MANY_NAMES);
        assertThat(mapping.report.messages.get(0))
                .contains("com.acme.Shop", "200", "eventFromMessage")
                .doesNotContain("user ");
        assertThat(mapping.userEvent(LINE.message("user 0 came")).event()).isEqualTo("user 0 came");
        mapping.userEvent(LINE.message("user 200 came").by("com.acme.Other"));
        mapping.userEvent(LINE.message("user 200 came").with("event", "Named"));
    }

    @Test
    void loggersThatAreMadeUpDoNotFillTheMemory() {
        for (int i = 0; i < 3_000; i++) {
            mapping.map(LINE.message("m" + i).by("com.acme.Session" + i));
        }

        assertThat(mapping.report.ignored).isEqualTo(1_800);
    }
}
