package com.trubrics.appender.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.UserEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EncodedBatchTest {

    private static final int MB = 1 << 20;

    /** Okio copies what it is given at once before it sends the first byte: a slow server would double each body. */
    @Test
    void aBodyIsHandedOnInPieces() throws IOException {
        EncodedBatch body = new EncodedBatch();
        String text = "0123456789".repeat(5_000);
        new EventEncoder()
                .append(UserEvent.builder("u", "e").property("text", text).build(), body, MB, MB);
        Pieces pieces = new Pieces();
        body.writeTo(pieces);

        assertThat(pieces.largest).isEqualTo(8 * 1024);
        assertThat(pieces.size()).isEqualTo(body.size());
        assertThat(pieces.toString(UTF_8)).startsWith("[{").contains(text).endsWith("}]");
    }

    /** An error, of memory perhaps, can come at any moment. */
    @Test
    void anEventLeftHalfWayIsForgottenAtTheNextBeginning() throws IOException {
        EncodedBatch body = new EncodedBatch();
        body.begin().add('x');
        for (int i = 0; i < 2; i++) {
            body.begin().add((char) ('a' + i));
            body.keep();
            body.begin().add('x');
        }
        body.begin();
        body.drop();

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);
        assertThat(out.toString(UTF_8)).isEqualTo("[a,b]");
    }

    private static final class Pieces extends ByteArrayOutputStream {
        private int largest;

        @Override
        public synchronized void write(byte[] source, int offset, int count) {
            largest = Math.max(largest, count);
            super.write(source, offset, count);
        }
    }
}
