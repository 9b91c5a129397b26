package com.trubrics.appender.mapping;

import static com.trubrics.appender.mapping.FakeCall.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.report.Trouble;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An event name that stays in the MDC turns other loggers' lines into events. */
class LeftoverEventsTest {

    private static final FakeCall CALL = line().mdc("user_id", "u").mdc("event", "Sign Up");

    private final Mapping mapping = Mapping.byDefault();

    @Test
    void aSecondLoggerUnderOneUnchangedMdcIsToldOnceWithBothNames() {
        mapping.userEvent(CALL.by("com.acme.Shop"));
        mapping.userEvent(CALL.by("org.library.Pool"));
        mapping.userEvent(CALL.by("org.other.Cache"));

        assertThat(mapping.report.troubles).containsExactly(Trouble.LEFTOVER_EVENT);
        assertThat(mapping.report.messages.get(0))
                .contains("'event'", "com.acme.Shop", "org.library.Pool", "http-1", "putCloseable", "'loggers'")
                .doesNotContain("org.other.Cache", "Sign Up");
    }

    @Test
    void oneLoggerMayLogManyLines() {
        mapping.userEvent(CALL);
        mapping.userEvent(CALL);

        assertThat(mapping.report.troubles).isEmpty();
    }

    @Test
    void anMdcThatWasChangedInBetweenIsNoLeftover() {
        mapping.userEvent(CALL.by("com.acme.Shop"));
        mapping.userEvent(CALL.mdc("event", "Sign Up").by("com.acme.Cart"));

        assertThat(mapping.report.troubles).isEmpty();
    }

    @Test
    void linesFarApartAreNoLeftover() {
        mapping.userEvent(CALL.by("com.acme.Shop"));
        mapping.userEvent(CALL.by("com.acme.Cart").later(Duration.ofSeconds(1)));

        assertThat(mapping.report.troubles).isEmpty();
    }

    @Test
    void anotherThreadIsNoLeftover() {
        mapping.userEvent(CALL.by("com.acme.Shop").on("http-1"));
        mapping.userEvent(CALL.by("com.acme.Cart").on("http-2"));
        mapping.userEvent(CALL.by("com.acme.Shop").on("http-1"));

        assertThat(mapping.report.troubles).isEmpty();
    }

    @Test
    void threadsThatShareASlotDoNotDisturbEachOther() {
        // "Aa" and "BB" have one hash code.
        mapping.userEvent(CALL.by("com.acme.Shop").on("Aa"));
        mapping.userEvent(CALL.by("com.acme.Cart").on("BB"));

        assertThat(mapping.report.troubles).isEmpty();
    }

    @Test
    void anEventOnTheCallItselfIsNoLeftover() {
        mapping.userEvent(CALL.with("event", "Own").by("com.acme.Shop"));
        mapping.userEvent(CALL.with("event", "Own").by("com.acme.Cart"));

        assertThat(mapping.report.troubles).isEmpty();
    }

    @Test
    void linesThatGiveNoEventDoNotCount() {
        FakeCall withoutUser = line().mdc("event", "Sign Up");
        mapping.map(withoutUser.by("com.acme.Shop"));
        mapping.map(withoutUser.by("com.acme.Cart"));

        assertThat(mapping.report.troubles).doesNotContain(Trouble.LEFTOVER_EVENT);
    }
}
