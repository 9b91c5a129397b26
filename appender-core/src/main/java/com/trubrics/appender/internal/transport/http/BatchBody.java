package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.internal.json.EncodedBatch;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** The body of a request with one batch, with a known length. */
final class BatchBody extends RequestBody {

    private static final MediaType JSON = MediaType.get("application/json");

    private final EncodedBatch batch;
    private final @Nullable Buffer compressed;

    private BatchBody(EncodedBatch batch, @Nullable Buffer compressed) {
        this.batch = batch;
        this.compressed = compressed;
    }

    static BatchBody plain(EncodedBatch batch) {
        return new BatchBody(batch, null);
    }

    static BatchBody gzip(EncodedBatch batch) throws IOException {
        Buffer compressed = new Buffer();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed.outputStream())) {
            batch.writeTo(out);
        }
        return new BatchBody(batch, compressed);
    }

    @Override
    public MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return compressed == null ? batch.size() : compressed.size();
    }

    /** Keeps OkHttp from resending, because the retry policy decides about attempts. */
    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        if (compressed == null) {
            batch.writeTo(sink.outputStream());
        } else {
            sink.writeAll(compressed);
        }
    }
}
