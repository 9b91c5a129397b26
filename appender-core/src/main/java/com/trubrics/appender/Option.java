package com.trubrics.appender;

import static com.trubrics.appender.Option.Trait.FAILS_CLOSED;
import static com.trubrics.appender.Option.Trait.FROM_ENVIRONMENT;
import static com.trubrics.appender.Option.Trait.LIST;
import static com.trubrics.appender.Option.Trait.LOG_CALLS;

import com.trubrics.appender.internal.config.HostUrl;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every option, in the order of the table in {@code docs/configuration.md}. All logging frameworks have the same
 * options. {@code staticProperty} is not here, because it is an element with a name and a value.
 *
 * <p>A constant's name in camel case is the option's name in configurations, see {@link #key()}. {@link #meaning()}
 * describes each constant. A test compares the documentation with it.
 */
public enum Option {
    API_KEY(
            "system property trubrics.apiKey, then environment TRUBRICS_API_KEY",
            "the project API key",
            FAILS_CLOSED,
            FROM_ENVIRONMENT),
    HOST(
            "system property trubrics.host, then environment TRUBRICS_HOST, then " + HostUrl.DEFAULT,
            "base URL of the API",
            FAILS_CLOSED,
            FROM_ENVIRONMENT),
    ENABLED("true", "false: no events are sent, and no thread is started", FAILS_CLOSED, FROM_ENVIRONMENT),
    FLUSH_INTERVAL("10 s", "maximum time an event waits before it is sent"),
    FLUSH_BATCH_SIZE(
            "20", "number of waiting events that triggers a flush; also the maximum number of events per request"),
    MAX_REQUEST_BYTES("1 MB", "maximum size of a request body; a larger event is sent alone"),
    MAX_EVENT_BYTES("1 MB", "maximum size of an encoded event; a larger one is dropped and counted"),
    QUEUE_CAPACITY("10000", "maximum number of events in memory, waiting and in flight together"),
    QUEUE_BYTES("64 MB, but at most an eighth of the heap", "maximum estimated size of all events in memory"),
    OVERFLOW("drop-newest", "what happens when the queue is full: drop-newest, drop-oldest or block"),
    BLOCK_TIMEOUT(
            "1 s",
            "with block: maximum time a log call waits for capacity, in order of arrival; then its event is dropped, and later events are dropped at once until there is capacity"),
    MAX_IN_FLIGHT("8", "maximum number of concurrent requests"),
    CONNECT_TIMEOUT("5 s", "time limit for opening a connection"),
    REQUEST_TIMEOUT("30 s", "time limit for a whole attempt, from name resolution to the status of the answer"),
    INITIAL_BACKOFF("500 ms", "upper bound of the first wait before a retry; it doubles with each retry"),
    MAX_BACKOFF("30 s", "maximum wait before a retry; each wait is random, between zero and its upper bound"),
    MAX_EVENT_AGE("none", "maximum age of an event; if it has not been delivered by then, it is dropped"),
    SHUTDOWN_TIMEOUT("5 s", "maximum time to deliver the remaining events when the logging system stops"),
    REGISTER_SHUTDOWN_HOOK(
            "true", "true: delivers the remaining events at JVM exit, even if the framework never stops its appenders"),
    COMPRESSION("none", "compression of request bodies: none or gzip"),
    PROXY(
            "none",
            "HTTP proxy, as host:port or user:password@host:port; without it the JVM's proxy settings apply",
            FAILS_CLOSED),
    USER_ID_KEY("user_id", "field with the user ID", LOG_CALLS, LIST),
    EVENT_KEY("event", "field with the name of a user event", LOG_CALLS, LIST),
    PROPERTIES_KEY("properties", "field with a map or a JSON object of properties", LOG_CALLS, LIST),
    TIMESTAMP_KEY("timestamp", "field with a time that replaces the log event's own", LOG_CALLS, LIST),
    TEXT_KEY("text", "field that becomes the property $text of a user event", LOG_CALLS, LIST),
    PROMPT_KEY("prompt", "field with the prompt of an LLM event", LOG_CALLS, LIST),
    GENERATION_KEY("generation", "field with the generation of an LLM event", LOG_CALLS, LIST),
    ASSISTANT_ID_KEY("assistant_id", "field with the model or assistant", LOG_CALLS, LIST),
    LATENCY_KEY("latency", "field with the time between prompt and generation", LOG_CALLS, LIST),
    THREAD_ID_KEY("thread_id", "field with the conversation ID", LOG_CALLS, LIST),
    PROPERTY_PREFIX(
            "properties.",
            "prefix of fields that become properties: properties.plan, in the MDC or on the call, becomes plan; none switches this off",
            LOG_CALLS),
    INCLUDE_MDC("none", "globs of additional MDC keys that become properties", FAILS_CLOSED, LOG_CALLS, LIST),
    EXCLUDE_MDC(
            "none",
            "globs of MDC keys that never become properties, not even with propertyPrefix",
            FAILS_CLOSED,
            LOG_CALLS,
            LIST),
    LOGGERS(
            "all",
            "loggers whose calls can be events; each name includes the loggers below it",
            FAILS_CLOSED,
            LOG_CALLS,
            LIST),
    INCLUDE_LOG_CONTEXT("false", "adds the properties log_level, logger_name and thread_name", LOG_CALLS),
    INCLUDE_EXCEPTION(
            "false",
            "adds the properties exception (its class) and exception_message if the log call has an exception",
            LOG_CALLS),
    USER_SOURCE(
            "none",
            "where to look up the user of an event that names none: a static method and a path into its result, or a class that implements UserSource",
            FAILS_CLOSED,
            LOG_CALLS),
    DEFAULT_USER_ID("none", "user ID of events that have no other user", LOG_CALLS),
    EVENT_FROM_MESSAGE(
            "false",
            "true: a call without an event name uses its unformatted message as the name (for a dedicated logger)",
            LOG_CALLS),
    TIMESTAMP_UNIT(
            "none",
            "unit of timestamps that are bare numbers, counted from 1970: s or ms; without it, bare numbers are not accepted",
            LOG_CALLS),
    USER_ID_HASH_KEY(
            "none",
            "a secret key: each user ID is replaced by 32 hexadecimal digits of its HMAC-SHA-256 under that key",
            FAILS_CLOSED),
    EVENT_ID_PROPERTY("none", "name of a property that gives each event a random UUID, the same on every attempt"),
    EXCLUDE_PROPERTIES("none", "globs of properties that are never sent, wherever they come from", FAILS_CLOSED, LIST),
    MAX_TEXT_LENGTH(
            "none",
            "maximum number of characters of a prompt, a generation, or a text in properties; a longer text is cut",
            FAILS_CLOSED),
    SAMPLE_RATE("1", "share of users whose events are sent, from 0 to 1", FAILS_CLOSED),
    EVENT_FILTER(
            "none",
            "class that receives each event last, and returns it, a different event, or null to drop it",
            FAILS_CLOSED),
    DRY_RUN(
            "false",
            "true: prints each event as one line of JSON on standard output instead of sending it; needs no key",
            FAILS_CLOSED,
            FROM_ENVIRONMENT),
    EXPLAIN(
            "false",
            "true: explains for each log call why it is or is not an event, for up to 1,000 calls",
            FROM_ENVIRONMENT,
            LOG_CALLS),
    DISCOVER(
            "false",
            "true: shows a sandbox on this machine which kinds of lines the application logs, so that the"
                    + " sandbox can write event rules; has no effect for any other host",
            FROM_ENVIRONMENT,
            LOG_CALLS),
    REPORT_TO(
            "auto",
            "where the appender reports problems: status (the framework's status messages), stderr (standard error), log (the"
                    + " application's own logging), or auto: status messages, and standard error for warnings that"
                    + " would not be seen there"),
    METRICS(
            "false",
            "true: publishes the counters and the state of delivery through JMX and, with trubrics-micrometer, as Micrometer"
                    + " meters");

    enum Trait {
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

    @SuppressWarnings("ImmutableEnumChecker") // a Set.of is
    private final Set<Trait> traits;

    Option(String defaultText, String meaning, Trait... traits) {
        this.key = camelCase(name());
        this.defaultText = defaultText;
        this.meaning = meaning;
        this.traits = Set.of(traits);
    }

    private static String camelCase(String constant) {
        StringBuilder camelCase = new StringBuilder(constant.toLowerCase(Locale.ROOT));
        for (int at = camelCase.indexOf("_"); at >= 0; at = camelCase.indexOf("_")) {
            camelCase.deleteCharAt(at).setCharAt(at, Character.toUpperCase(camelCase.charAt(at)));
        }
        return camelCase.toString();
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
        return traits.contains(FAILS_CLOSED);
    }

    /**
     * Returns whether a system property such as {@code trubrics.dryRun}, then an environment variable such as
     * {@code TRUBRICS_DRY_RUN}, apply if the configuration does not set the option.
     */
    public boolean isFromEnvironment() {
        return traits.contains(FROM_ENVIRONMENT);
    }

    /** Returns whether the option is a list: commas separate its entries, and repeated lists add up. */
    public boolean isList() {
        return traits.contains(LIST);
    }

    /** Returns whether the option says how log calls become events, so that a {@link TrubricsClient} refuses it. */
    public boolean isForLogCalls() {
        return traits.contains(LOG_CALLS);
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
