package com.trubrics.appender.internal.transport.http;

import static com.trubrics.appender.Compression.GZIP;
import static com.trubrics.appender.Compression.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipNegotiationTest {

    private final List<Integer> refusals = new ArrayList<>();
    private final GzipNegotiation trial = new GzipNegotiation(refusals::add);

    @Test
    void nothingIsCompressedUnlessItIsWanted() {
        assertThat(trial.choose(NONE)).isEqualTo(NONE);
        assertThat(trial.refuses(NONE, 415)).isFalse();
        assertThat(trial.refuses(GZIP, 200)).isFalse();
        assertThat(trial.choose(NONE)).isEqualTo(NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 415, 422})
    void theFirstCompressedBodyThatIsAcceptedEndsTheTrial(int status) {
        assertThat(trial.refuses(GZIP, 200)).isFalse();
        assertThat(trial.refuses(GZIP, status)).as("that means the events").isFalse();
        assertThat(trial.choose(GZIP)).isEqualTo(GZIP);
        assertThat(refusals).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 415, 422})
    void theFirstThatIsRefusedEndsCompression(int status) {
        assertThat(trial.refuses(GZIP, status)).isTrue();
        assertThat(trial.choose(GZIP)).isEqualTo(NONE);
        assertThat(trial.refuses(GZIP, 200)).isFalse();
        assertThat(trial.choose(GZIP)).isEqualTo(NONE);
        assertThat(refusals).containsExactly(status);
    }

    @Test
    void severalBodiesThatWereUnderWayAreAllRefusedAndOneIsReported() {
        assertThat(trial.refuses(GZIP, 415)).isTrue();
        assertThat(trial.refuses(GZIP, 400)).isTrue();
        assertThat(refusals).containsExactly(415);
    }

    @ParameterizedTest
    @ValueSource(ints = {StatusWatch.NO_STATUS, 302, 401, 403, 404, 407, 413, 429, 500, 503})
    void otherAnswersLeaveTheTrialOpen(int status) {
        assertThat(trial.refuses(GZIP, status)).isFalse();
        assertThat(trial.choose(GZIP)).isEqualTo(GZIP);
        assertThat(trial.refuses(GZIP, 415)).isTrue();
    }
}
