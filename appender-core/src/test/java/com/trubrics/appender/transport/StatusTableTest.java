package com.trubrics.appender.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.transport.Outcome.Cause;
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
        assertThat(outcome(status)).isEqualTo(new Outcome.Delivered());
    }

    @ParameterizedTest
    @CsvSource({
        "408, THROTTLED",
        "425, THROTTLED",
        "429, THROTTLED",
        "500, SERVER_ERROR",
        "501, SERVER_ERROR",
        "502, SERVER_ERROR",
        "503, SERVER_ERROR",
        "504, SERVER_ERROR",
        "505, SERVER_ERROR",
        "511, SERVER_ERROR",
        "599, SERVER_ERROR",
    })
    void whatMayPassIsRetriedWhenTheServerSays(int status, Cause cause) {
        assertThat(outcome(status))
                .isEqualTo(new Outcome.Retry(cause, WAIT, "the server answered " + status + ": body.3: Bad"));
    }

    @Test
    void aProxyThatAsksForCredentialsIsRetried() {
        assertThat(outcome(407))
                .isEqualTo(new Outcome.Retry(
                        Cause.PROXY,
                        WAIT,
                        "the proxy answered 407: check the user and the password in the option 'proxy': body.3: Bad"));
    }

    @Test
    void aBodyThatIsTooLargeIsSaidToBe() {
        assertThat(outcome(413)).isEqualTo(new Outcome.TooLarge("the server answered 413: body.3: Bad"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422})
    void aRefusedBodyNamesTheIndicesThatTheServerNamed(int status) {
        assertThat(outcome(status))
                .isEqualTo(new Outcome.Refused(Set.of(3), "the server answered " + status + ": body.3: Bad"));
    }

    @Test
    void aKeyThatIsNotAcceptedIsSaidToBe() {
        assertThat(outcome(401)).isEqualTo(new Outcome.Unauthorized("the server answered 401: body.3: Bad"));
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 403, 404, 405, 406, 409, 410, 411, 412, 414, 415, 417, 421, 423, 426, 431, 451, 499})
    void everyOtherRefusalClosesTheEndpoint(int status) {
        assertThat(outcome(status)).isEqualTo(new Outcome.Closed("the server answered " + status + ": body.3: Bad"));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308})
    void aRedirectClosesTheEndpointAndSaysWhy(int status) {
        assertThat(outcome(status))
                .isEqualTo(new Outcome.Closed(
                        "the server answered " + status + " (a redirect, never followed): body.3: Bad"));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 199, 600, 999})
    void aStatusThatNobodyKnowsClosesTheEndpoint(int status) {
        assertThat(outcome(status)).isInstanceOf(Outcome.Closed.class);
    }

    @Test
    void aServerThatExplainsNothingIsQuotedWithNothing() {
        assertThat(StatusTable.outcome(Answer.of(503)))
                .isEqualTo(new Outcome.Retry(Cause.SERVER_ERROR, null, "the server answered 503"));
    }

    private static Outcome outcome(int status) {
        return StatusTable.outcome(new Answer(status, WAIT, Set.of(3), "body.3: Bad"));
    }
}
