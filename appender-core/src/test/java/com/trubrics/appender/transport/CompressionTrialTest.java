package com.trubrics.appender.transport;

import static com.trubrics.appender.transport.Answer.Encoding.COMPRESSED;
import static com.trubrics.appender.transport.Answer.Encoding.COMPRESSED_ON_TRIAL;
import static com.trubrics.appender.transport.Answer.Encoding.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.config.DeliverySettings.Compression;
import org.junit.jupiter.api.Test;

class CompressionTrialTest {

    private static final Outcome TAKEN = new Outcome.Delivered();
    private static final Outcome REFUSED = new Outcome.CompressionRefused("the server answered 415");

    private final CompressionTrial trial = new CompressionTrial();

    @Test
    void nothingIsCompressedUnlessItIsWanted() {
        assertThat(trial.encoding(Compression.NONE)).isEqualTo(PLAIN);
        trial.learn(COMPRESSED_ON_TRIAL, TAKEN);
        assertThat(trial.encoding(Compression.NONE)).isEqualTo(PLAIN);
    }

    @Test
    void theFirstCompressedBodyThatIsTakenEndsTheTrial() {
        assertThat(trial.encoding(Compression.GZIP)).isEqualTo(COMPRESSED_ON_TRIAL);
        trial.learn(COMPRESSED_ON_TRIAL, TAKEN);
        assertThat(trial.encoding(Compression.GZIP)).isEqualTo(COMPRESSED);
        trial.learn(COMPRESSED_ON_TRIAL, REFUSED);
        assertThat(trial.encoding(Compression.GZIP)).isEqualTo(COMPRESSED);
    }

    @Test
    void theFirstThatIsRefusedEndsCompression() {
        trial.learn(COMPRESSED_ON_TRIAL, REFUSED);
        assertThat(trial.encoding(Compression.GZIP)).isEqualTo(PLAIN);
        trial.learn(COMPRESSED_ON_TRIAL, TAKEN);
        assertThat(trial.encoding(Compression.GZIP)).isEqualTo(PLAIN);
    }

    @Test
    void otherAnswersLeaveTheTrialOpen() {
        trial.learn(COMPRESSED_ON_TRIAL, new Outcome.Closed("the server answered 404"));
        trial.learn(PLAIN, TAKEN);
        assertThat(trial.encoding(Compression.GZIP)).isEqualTo(COMPRESSED_ON_TRIAL);
    }

    @Test
    void aBodyOnTrialIsJudgedByWhatAnotherOneProvedMeanwhile() {
        assertThat(trial.reconsidered(COMPRESSED_ON_TRIAL)).isEqualTo(COMPRESSED_ON_TRIAL);
        trial.learn(COMPRESSED_ON_TRIAL, TAKEN);
        assertThat(trial.reconsidered(COMPRESSED_ON_TRIAL)).isEqualTo(COMPRESSED);
        assertThat(trial.reconsidered(PLAIN)).isEqualTo(PLAIN);
    }

    @Test
    void severalBodiesOnTrialAreAllRefused() {
        trial.learn(COMPRESSED_ON_TRIAL, REFUSED);
        assertThat(trial.reconsidered(COMPRESSED_ON_TRIAL)).isEqualTo(COMPRESSED_ON_TRIAL);
    }
}
