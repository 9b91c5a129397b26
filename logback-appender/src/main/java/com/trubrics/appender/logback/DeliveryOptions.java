package com.trubrics.appender.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import com.trubrics.appender.Option;
import com.trubrics.appender.spi.OptionValues;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link TrubricsAppender} that a {@link com.trubrics.appender.TrubricsClient} has as well: where events go,
 * how they are delivered, what is left out of them, and what is reported. Each setter accepts the text of the
 * {@link Option} that it names, see {@link AppenderOptions}.
 *
 * <p>Public because Joran ignores the setters of a superclass that is not.
 */
public abstract class DeliveryOptions extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private volatile OptionValues values;

    DeliveryOptions(OptionValues values) {
        this.values = values;
    }

    /** Returns the options that have been set. */
    final OptionValues values() {
        return values;
    }

    /** Replaces all options. They apply at the next start. */
    final void setAll(OptionValues replacement) {
        values = replacement;
    }

    /** Sets {@link Option#API_KEY}. */
    public void setApiKey(@Nullable String text) {
        values.set(Option.API_KEY, text);
    }

    /** Sets {@link Option#HOST}. */
    public void setHost(@Nullable String text) {
        values.set(Option.HOST, text);
    }

    /** Sets {@link Option#ENABLED}. */
    public void setEnabled(@Nullable String text) {
        values.set(Option.ENABLED, text);
    }

    /** Sets {@link Option#FLUSH_INTERVAL}. */
    public void setFlushInterval(@Nullable String text) {
        values.set(Option.FLUSH_INTERVAL, text);
    }

    /** Sets {@link Option#FLUSH_BATCH_SIZE}. */
    public void setFlushBatchSize(@Nullable String text) {
        values.set(Option.FLUSH_BATCH_SIZE, text);
    }

    /** Sets {@link Option#MAX_REQUEST_BYTES}. */
    public void setMaxRequestBytes(@Nullable String text) {
        values.set(Option.MAX_REQUEST_BYTES, text);
    }

    /** Sets {@link Option#MAX_EVENT_BYTES}. */
    public void setMaxEventBytes(@Nullable String text) {
        values.set(Option.MAX_EVENT_BYTES, text);
    }

    /** Sets {@link Option#QUEUE_CAPACITY}. */
    public void setQueueCapacity(@Nullable String text) {
        values.set(Option.QUEUE_CAPACITY, text);
    }

    /** Sets {@link Option#QUEUE_BYTES}. */
    public void setQueueBytes(@Nullable String text) {
        values.set(Option.QUEUE_BYTES, text);
    }

    /** Sets {@link Option#OVERFLOW}. */
    public void setOverflow(@Nullable String text) {
        values.set(Option.OVERFLOW, text);
    }

    /** Sets {@link Option#BLOCK_TIMEOUT}. */
    public void setBlockTimeout(@Nullable String text) {
        values.set(Option.BLOCK_TIMEOUT, text);
    }

    /** Sets {@link Option#MAX_IN_FLIGHT}. */
    public void setMaxInFlight(@Nullable String text) {
        values.set(Option.MAX_IN_FLIGHT, text);
    }

    /** Sets {@link Option#CONNECT_TIMEOUT}. */
    public void setConnectTimeout(@Nullable String text) {
        values.set(Option.CONNECT_TIMEOUT, text);
    }

    /** Sets {@link Option#REQUEST_TIMEOUT}. */
    public void setRequestTimeout(@Nullable String text) {
        values.set(Option.REQUEST_TIMEOUT, text);
    }

    /** Sets {@link Option#INITIAL_BACKOFF}. */
    public void setInitialBackoff(@Nullable String text) {
        values.set(Option.INITIAL_BACKOFF, text);
    }

    /** Sets {@link Option#MAX_BACKOFF}. */
    public void setMaxBackoff(@Nullable String text) {
        values.set(Option.MAX_BACKOFF, text);
    }

    /** Sets {@link Option#MAX_EVENT_AGE}. */
    public void setMaxEventAge(@Nullable String text) {
        values.set(Option.MAX_EVENT_AGE, text);
    }

    /** Sets {@link Option#SHUTDOWN_TIMEOUT}. */
    public void setShutdownTimeout(@Nullable String text) {
        values.set(Option.SHUTDOWN_TIMEOUT, text);
    }

    /** Sets {@link Option#REGISTER_SHUTDOWN_HOOK}. */
    public void setRegisterShutdownHook(@Nullable String text) {
        values.set(Option.REGISTER_SHUTDOWN_HOOK, text);
    }

    /** Sets {@link Option#COMPRESSION}. */
    public void setCompression(@Nullable String text) {
        values.set(Option.COMPRESSION, text);
    }

    /** Sets {@link Option#PROXY}. */
    public void setProxy(@Nullable String text) {
        values.set(Option.PROXY, text);
    }

    /** Sets {@link Option#USER_ID_HASH_KEY}. */
    public void setUserIdHashKey(@Nullable String text) {
        values.set(Option.USER_ID_HASH_KEY, text);
    }

    /** Sets {@link Option#EVENT_ID_PROPERTY}. */
    public void setEventIdProperty(@Nullable String text) {
        values.set(Option.EVENT_ID_PROPERTY, text);
    }

    /** Sets {@link Option#EXCLUDE_PROPERTIES}. */
    public void setExcludeProperties(@Nullable String text) {
        values.add(Option.EXCLUDE_PROPERTIES, text);
    }

    /** Sets {@link Option#MAX_TEXT_LENGTH}. */
    public void setMaxTextLength(@Nullable String text) {
        values.set(Option.MAX_TEXT_LENGTH, text);
    }

    /** Sets {@link Option#SAMPLE_RATE}. */
    public void setSampleRate(@Nullable String text) {
        values.set(Option.SAMPLE_RATE, text);
    }

    /** Sets {@link Option#EVENT_FILTER}. */
    public void setEventFilter(@Nullable String text) {
        values.set(Option.EVENT_FILTER, text);
    }

    /** Sets {@link Option#DRY_RUN}. */
    public void setDryRun(@Nullable String text) {
        values.set(Option.DRY_RUN, text);
    }

    /** Sets {@link Option#REPORT_TO}. */
    public void setReportTo(@Nullable String text) {
        values.set(Option.REPORT_TO, text);
    }

    /** Sets {@link Option#METRICS}. */
    public void setMetrics(@Nullable String text) {
        values.set(Option.METRICS, text);
    }
}
