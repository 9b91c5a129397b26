package com.trubrics.appender;

import com.trubrics.appender.internal.config.HostUrl;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every option, in the order of the table in {@code docs/configuration.md}. All logging frameworks have the same
 * options. {@code staticProperty} is not here, because it is an element with a name and a value.
 *
 * <p>{@link #meaning()} describes each constant. A test compares the documentation with it.
 */
public enum Option {
    API_KEY(
            "apiKey",
            "system property trubrics.apiKey, then environment TRUBRICS_API_KEY",
            "the project API key",
            Trait.FAILS_CLOSED,
            Trait.FROM_ENVIRONMENT),
    HOST(
            "host",
            "system property trubrics.host, then environment TRUBRICS_HOST, then " + HostUrl.DEFAULT,
            "base URL of the API",
            Trait.FAILS_CLOSED,
            Trait.FROM_ENVIRONMENT),
    ENABLED(
            "enabled",
            "true",
            "false: no events are sent, and no thread is started",
            Trait.FAILS_CLOSED,
            Trait.FROM_ENVIRONMENT),
    FLUSH_INTERVAL("flushInterval", "10 s", "maximum time an event waits before it is sent"),
    FLUSH_BATCH_SIZE(
            "flushBatchSize",
            "20",
            "number of waiting events that triggers a flush; also the maximum number of events per request"),
    MAX_REQUEST_BYTES("maxRequestBytes", "1 MB", "maximum size of a request body; a larger event is sent alone"),
    MAX_EVENT_BYTES("maxEventBytes", "1 MB", "maximum size of an encoded event; a larger one is dropped and counted"),
    QUEUE_CAPACITY("queueCapacity", "10000", "maximum number of events in memory, waiting and in flight together"),
    QUEUE_BYTES(
            "queueBytes", "64 MB, but at most an eighth of the heap", "maximum estimated size of all events in memory"),
    OVERFLOW("overflow", "drop-newest", "what happens when the queue is full: drop-newest, drop-oldest or block"),
    BLOCK_TIMEOUT(
            "blockTimeout",
            "1 s",
            "with block: maximum time a log call waits for capacity, in order of arrival; then its event is dropped, and later events are dropped at once until there is capacity"),
    MAX_IN_FLIGHT("maxInFlight", "8", "maximum number of concurrent requests"),
    CONNECT_TIMEOUT("connectTimeout", "5 s", "time limit for opening a connection"),
    REQUEST_TIMEOUT(
            "requestTimeout",
            "30 s",
            "time limit for a whole attempt, from name resolution to the status of the answer"),
    INITIAL_BACKOFF(
            "initialBackoff", "500 ms", "upper bound of the first wait before a retry; it doubles with each retry"),
    MAX_BACKOFF(
            "maxBackoff", "30 s", "maximum wait before a retry; each wait is random, between zero and its upper bound"),
    MAX_EVENT_AGE(
            "maxEventAge", "none", "maximum age of an event; if it has not been delivered by then, it is dropped"),
    SHUTDOWN_TIMEOUT(
            "shutdownTimeout", "5 s", "maximum time to deliver the remaining events when the logging system stops"),
    REGISTER_SHUTDOWN_HOOK(
            "registerShutdownHook",
            "true",
            "true: delivers the remaining events at JVM exit, even if the framework never stops its appenders"),
    COMPRESSION("compression", "none", "compression of request bodies: none or gzip"),
    PROXY(
            "proxy",
            "none",
            "HTTP proxy, as host:port or user:password@host:port; without it the JVM's proxy settings apply",
            Trait.FAILS_CLOSED),
    USER_ID_KEY("userIdKey", "user_id", "field with the user ID", Trait.LOG_CALLS, Trait.LIST),
    EVENT_KEY("eventKey", "event", "field with the name of a user event", Trait.LOG_CALLS, Trait.LIST),
    PROPERTIES_KEY(
            "propertiesKey",
            "properties",
            "field with a map or a JSON object of properties",
            Trait.LOG_CALLS,
            Trait.LIST),
    TIMESTAMP_KEY(
            "timestampKey",
            "timestamp",
            "field with a time that replaces the log event's own",
            Trait.LOG_CALLS,
            Trait.LIST),
    TEXT_KEY("textKey", "text", "field that becomes the property $text of a user event", Trait.LOG_CALLS, Trait.LIST),
    PROMPT_KEY("promptKey", "prompt", "field with the prompt of an LLM event", Trait.LOG_CALLS, Trait.LIST),
    GENERATION_KEY(
            "generationKey", "generation", "field with the generation of an LLM event", Trait.LOG_CALLS, Trait.LIST),
    ASSISTANT_ID_KEY(
            "assistantIdKey", "assistant_id", "field with the model or assistant", Trait.LOG_CALLS, Trait.LIST),
    LATENCY_KEY(
            "latencyKey", "latency", "field with the time between prompt and generation", Trait.LOG_CALLS, Trait.LIST),
    THREAD_ID_KEY("threadIdKey", "thread_id", "field with the conversation ID", Trait.LOG_CALLS, Trait.LIST),
    PROPERTY_PREFIX(
            "propertyPrefix",
            "properties.",
            "prefix of fields that become properties: properties.plan, in the MDC or on the call, becomes plan; none switches this off",
            Trait.LOG_CALLS),
    INCLUDE_MDC(
            "includeMdc",
            "none",
            "globs of additional MDC keys that become properties",
            Trait.FAILS_CLOSED,
            Trait.LOG_CALLS,
            Trait.LIST),
    EXCLUDE_MDC(
            "excludeMdc",
            "none",
            "globs of MDC keys that never become properties, not even with propertyPrefix",
            Trait.FAILS_CLOSED,
            Trait.LOG_CALLS,
            Trait.LIST),
    LOGGERS(
            "loggers",
            "all",
            "loggers whose calls can be events; each name includes the loggers below it",
            Trait.FAILS_CLOSED,
            Trait.LOG_CALLS,
            Trait.LIST),
    INCLUDE_LOG_CONTEXT(
            "includeLogContext",
            "false",
            "adds the properties log_level, logger_name and thread_name",
            Trait.LOG_CALLS),
    INCLUDE_EXCEPTION(
            "includeException",
            "false",
            "adds the properties exception (its class) and exception_message if the log call has an exception",
            Trait.LOG_CALLS),
    USER_SOURCE(
            "userSource",
            "none",
            "where to look up the user of an event that names none: a static method and a path into its result, or a class that implements UserSource",
            Trait.FAILS_CLOSED,
            Trait.LOG_CALLS),
    DEFAULT_USER_ID("defaultUserId", "none", "user ID of events that have no other user", Trait.LOG_CALLS),
    EVENT_FROM_MESSAGE(
            "eventFromMessage",
            "false",
            "true: a call without an event name uses its unformatted message as the name (for a dedicated logger)",
            Trait.LOG_CALLS),
    TIMESTAMP_UNIT(
            "timestampUnit",
            "none",
            "unit of timestamps that are bare numbers, counted from 1970: s or ms; without it, bare numbers are not accepted",
            Trait.LOG_CALLS),
    USER_ID_HASH_KEY(
            "userIdHashKey",
            "none",
            "a secret key: each user ID is replaced by 32 hexadecimal digits of its HMAC-SHA-256 under that key",
            Trait.FAILS_CLOSED),
    EVENT_ID_PROPERTY(
            "eventIdProperty",
            "none",
            "name of a property that gives each event a random UUID, the same on every attempt"),
    EXCLUDE_PROPERTIES(
            "excludeProperties",
            "none",
            "globs of properties that are never sent, wherever they come from",
            Trait.FAILS_CLOSED,
            Trait.LIST),
    MAX_TEXT_LENGTH(
            "maxTextLength",
            "none",
            "maximum number of characters of a prompt, a generation, or a text in properties; a longer text is cut",
            Trait.FAILS_CLOSED),
    SAMPLE_RATE("sampleRate", "1", "share of users whose events are sent, from 0 to 1", Trait.FAILS_CLOSED),
    EVENT_FILTER(
            "eventFilter",
            "none",
            "class that receives each event last, and returns it, a different event, or null to drop it",
            Trait.FAILS_CLOSED),
    DRY_RUN(
            "dryRun",
            "false",
            "true: prints each event as one line of JSON on standard output instead of sending it; needs no key",
            Trait.FAILS_CLOSED,
            Trait.FROM_ENVIRONMENT),
    EXPLAIN(
            "explain",
            "false",
            "true: explains for each log call why it is or is not an event, for up to 1,000 calls",
            Trait.FROM_ENVIRONMENT,
            Trait.LOG_CALLS),
    DISCOVER(
            "discover",
            "false",
            "true: shows a sandbox on this machine which kinds of lines the application logs, so that the"
                    + " sandbox can write event rules; has no effect for any other host",
            Trait.FROM_ENVIRONMENT,
            Trait.LOG_CALLS),
    REPORT_TO(
            "reportTo",
            "auto",
            "where the appender reports problems: status (the framework's status messages), stderr (standard error), log (the"
                    + " application's own logging), or auto: status messages, and standard error for warnings that"
                    + " would not be seen there"),
    METRICS(
            "metrics",
            "false",
            "true: publishes the counters and the state of delivery through JMX and, with trubrics-micrometer, as Micrometer"
                    + " meters");

    private enum Trait {
        /** An unusable value makes the appender inactive. For other options, the default applies. */
        FAILS_CLOSED,
        /** If the option is not set, a system property applies, then an environment variable. */
        FROM_ENVIRONMENT,
        /** Commas separate entries, and the entries of repeated lists add up. */
        LIST,
        /** Says how a log call becomes an event, so it means nothing to a {@link TrubricsClient}. */
        LOG_CALLS
    }

    private static final Map<String, Option> BY_LOWER_CASE_KEY = new HashMap<>();

    static {
        for (Option option : values()) {
            BY_LOWER_CASE_KEY.put(option.key.toLowerCase(Locale.ROOT), option);
        }
    }

    private final String key;
    private final String defaultText;
    private final String meaning;
    private final boolean failsClosed;
    private final boolean fromEnvironment;
    private final boolean list;
    private final boolean forLogCalls;

    Option(String key, String defaultText, String meaning, Trait... traits) {
        this.key = key;
        this.defaultText = defaultText;
        this.meaning = meaning;
        this.failsClosed = List.of(traits).contains(Trait.FAILS_CLOSED);
        this.fromEnvironment = List.of(traits).contains(Trait.FROM_ENVIRONMENT);
        this.list = List.of(traits).contains(Trait.LIST);
        this.forLogCalls = List.of(traits).contains(Trait.LOG_CALLS);
    }

    /** Returns the name of the XML element or attribute, such as {@code flushBatchSize}. */
    public String key() {
        return key;
    }

    /**
     * Returns what applies if the option is not set: a value in its own syntax, or a few words such as {@code none}.
     */
    public String defaultText() {
        return defaultText;
    }

    /** Returns one line for the documentation. */
    public String meaning() {
        return meaning;
    }

    /**
     * Returns whether an unusable value makes the appender inactive. This is true if a wrong guess could send data to
     * the wrong place, or send data that was meant to stay in the process.
     */
    public boolean failsClosed() {
        return failsClosed;
    }

    /**
     * Returns whether a system property such as {@code trubrics.dryRun}, then an environment variable such as
     * {@code TRUBRICS_DRY_RUN}, apply if the configuration does not set the option.
     */
    public boolean isFromEnvironment() {
        return fromEnvironment;
    }

    /** Returns whether the option is a list: commas separate its entries, and repeated lists add up. */
    public boolean isList() {
        return list;
    }

    /** Returns whether the option says how log calls become events, so that a {@link TrubricsClient} refuses it. */
    public boolean isForLogCalls() {
        return forLogCalls;
    }

    /**
     * Returns the system property of an option that {@linkplain #isFromEnvironment() may come from the environment}.
     */
    public String systemProperty() {
        return "trubrics." + key;
    }

    /**
     * Returns the environment variable of an option that
     * {@linkplain #isFromEnvironment() may come from the environment}.
     */
    public String environmentVariable() {
        return "TRUBRICS_" + name();
    }

    /** Returns the option with that name, ignoring case, or null. */
    public static @Nullable Option named(String key) {
        return BY_LOWER_CASE_KEY.get(key.toLowerCase(Locale.ROOT));
    }
}
