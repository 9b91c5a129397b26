package com.trubrics.benchmarks;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import java.time.Duration;

/** OpenTelemetry's batch processor and its exporter over HTTP. */
final class OpenTelemetryPipeline {
    /** In events. */
    static final int QUEUE = 10_000;

    private OpenTelemetryPipeline() {}

    /** It never waits for room: what it is given beyond its queue is gone. */
    static OpenTelemetry to(int port) {
        OtlpHttpLogRecordExporter exporter = OtlpHttpLogRecordExporter.builder()
                .setEndpoint("http://127.0.0.1:" + port + "/v1/logs")
                .build();
        BatchLogRecordProcessor processor = BatchLogRecordProcessor.builder(exporter)
                .setMaxQueueSize(QUEUE)
                .setMaxExportBatchSize(500)
                .setScheduleDelay(Duration.ofMillis(200))
                .build();
        return OpenTelemetrySdk.builder()
                .setLoggerProvider(SdkLoggerProvider.builder()
                        .addLogRecordProcessor(processor)
                        .build())
                .build();
    }
}
