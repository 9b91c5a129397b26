package com.trubrics.appender.internal.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.transport.Outcome;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTableTest {

    private static final Duration WAIT = Duration.ofSeconds(7);

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 205, 206, 207, 299})
    void everySuccessIsDelivered(int status) {
        assertThat(outcome(status)).isEqualTo(Outcome.accepted());
    }

    @ParameterizedTest
    @CsvSource({
        "408, THROTTLED",
        "425, THROTTLED",
        "429, THROTTLED",
        "500, UNAVAILABLE",
        "501, UNAVAILABLE",
        "502, UNAVAILABLE",
        "503, UNAVAILABLE",
        "504, UNAVAILABLE",
        "505, UNAVAILABLE",
        "511, UNAVAILABLE",
        "599, UNAVAILABLE",
    })
    void whatMayPassIsRetriedWhenTheServerSays(int status, RequestOutcome kind) {
        assertThat(outcome(status))
                .isEqualTo(Outcome.of(kind, "the server answered " + status + ": body.3: Bad")
                        .withRetryAfter(WAIT));
    }

    @Test
    void aProxyThatAsksForCredentialsIsRetried() {
        assertThat(outcome(407))
                .isEqualTo(Outcome.of(
                                RequestOutcome.UNREACHABLE,
                                "the proxy answered 407: check the user and the password in the option 'proxy': body.3: Bad")
                        .withRetryAfter(WAIT));
    }

    @Test
    void aBodyThatIsTooLargeIsSaidToBe() {
        assertThat(outcome(413))
                .isEqualTo(Outcome.of(RequestOutcome.TOO_LARGE, "the server answered 413: body.3: Bad"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422})
    void aRefusedBodyNamesTheIndicesThatTheServerNamed(int status) {
        assertThat(outcome(status))
                .isEqualTo(Outcome.of(RequestOutcome.INVALID, "the server answered " + status + ": body.3: Bad")
                        .withPositions(Set.of(3)));
    }

    @Test
    void aKeyThatIsNotAcceptedIsSaidToBe() {
        assertThat(outcome(401))
                .isEqualTo(Outcome.of(RequestOutcome.UNAUTHORIZED, "the server answered 401: body.3: Bad"));
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 403, 404, 405, 406, 409, 410, 411, 412, 414, 415, 417, 421, 423, 426, 431, 451, 499})
    void everyOtherRefusalIsADenial(int status) {
        assertThat(outcome(status))
                .isEqualTo(Outcome.of(RequestOutcome.DENIED, "the server answered " + status + ": body.3: Bad"));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308})
    void aRedirectIsADenialAndSaysWhy(int status) {
        assertThat(outcome(status))
                .isEqualTo(Outcome.of(
                        RequestOutcome.DENIED,
                        "the server answered " + status + " (a redirect, never followed): body.3: Bad"));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 199, 600, 999})
    void aStatusThatNobodyKnowsIsADenial(int status) {
        assertThat(outcome(status)).matches(answer -> answer.kind() == RequestOutcome.DENIED);
    }

    @Test
    void aServerThatExplainsNothingIsQuotedWithNothing() {
        assertThat(StatusTable.outcome(HttpResult.of(503)))
                .isEqualTo(Outcome.of(RequestOutcome.UNAVAILABLE, "the server answered 503"));
    }

    /** Only this one may be the fault of what was sent. */
    @Test
    void a500ThatSaysNoMoreMayBlameTheBatch() {
        assertThat(StatusTable.outcome(HttpResult.of(500)))
                .isEqualTo(Outcome.of(RequestOutcome.FAILED, "the server answered 500"));
    }

    @Test
    void a500WithARetryAfterThatAsksForNoWaitBlamesNoBatch() {
        assertThat(StatusTable.outcome(new HttpResult(500, Duration.ZERO, Set.of(), "")))
                .isEqualTo(Outcome.of(RequestOutcome.UNAVAILABLE, "the server answered 500"));
    }

    private static Outcome outcome(int status) {
        return StatusTable.outcome(new HttpResult(status, WAIT, Set.of(3), "body.3: Bad"));
    }
}
