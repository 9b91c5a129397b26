package com.trubrics.benchmarks;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessorBuilder;
import java.time.Duration;

/** OpenTelemetry's batch processor and its exporter over HTTP. */
final class OpenTelemetryPipeline {
    /** In events. */
    static final int QUEUE = 10_000;

    private OpenTelemetryPipeline() {}

    /** It never waits for room: what it is given beyond its queue is gone. */
    static OpenTelemetry to(int port, Tuning.OpenTelemetryBatches batches) {
        OtlpHttpLogRecordExporter exporter = OtlpHttpLogRecordExporter.builder()
                .setEndpoint("http://127.0.0.1:" + port + "/v1/logs")
                .build();
        BatchLogRecordProcessorBuilder processor = BatchLogRecordProcessor.builder(exporter);
        if (batches == Tuning.OpenTelemetryBatches.FREQUENT) {
            processor.setMaxQueueSize(QUEUE).setMaxExportBatchSize(500).setScheduleDelay(Duration.ofMillis(200));
        }
        return OpenTelemetrySdk.builder()
                .setLoggerProvider(SdkLoggerProvider.builder()
                        .addLogRecordProcessor(processor.build())
                        .build())
                .build();
    }
}
