package com.trubrics.appender.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every option, in the order of the table in {@code docs/configuration.md}; the same on every logging framework.
 * {@code staticProperty} is not here: it is an element with a name and a value, see
 * {@link OptionValues#addStaticProperty}.
 *
 * <p>What a constant means is said by {@link #meaning()}; a test holds the documentation to it.
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
    ENABLED("enabled", "true", "false: takes nothing, starts no thread", Trait.FAILS_CLOSED, Trait.FROM_ENVIRONMENT),
    FLUSH_INTERVAL("flushInterval", "10 s", "no waiting event gets older than this before it is sent"),
    FLUSH_BATCH_SIZE(
            "flushBatchSize", "20", "this many waiting events trigger a flush, and no request carries more than this"),
    MAX_REQUEST_BYTES(
            "maxRequestBytes", "1 MB", "a request body stays below it, unless a single event is larger by itself"),
    MAX_EVENT_BYTES("maxEventBytes", "1 MB", "a larger encoded event is dropped and counted"),
    QUEUE_CAPACITY("queueCapacity", "10000", "events held in memory, waiting and in flight together"),
    QUEUE_BYTES("queueBytes", "64 MB, but at most an eighth of the heap", "the same bound in estimated bytes"),
    OVERFLOW("overflow", "drop-newest", "what happens when the queue is full: drop-newest, drop-oldest or block"),
    BLOCK_TIMEOUT(
            "blockTimeout",
            "1 s",
            "for block: callers wait in the order in which they came; after this wait the event is dropped, and callers drop at once until there is room again"),
    MAX_IN_FLIGHT("maxInFlight", "8", "concurrent requests"),
    CONNECT_TIMEOUT("connectTimeout", "5 s", "for opening a connection"),
    REQUEST_TIMEOUT("requestTimeout", "30 s", "for a whole attempt, from connecting to the end of the answer"),
    INITIAL_BACKOFF("initialBackoff", "500 ms", "upper bound of the first wait before a retry; it doubles each time"),
    MAX_BACKOFF("maxBackoff", "30 s", "where the doubling ends; the wait itself is random below its bound"),
    MAX_EVENT_AGE("maxEventAge", "none", "an event that could not be delivered for that long is dropped and counted"),
    SHUTDOWN_TIMEOUT("shutdownTimeout", "5 s", "the budget for delivering what is left when the logger stops"),
    REGISTER_SHUTDOWN_HOOK(
            "registerShutdownHook", "true", "flush at JVM exit even where the framework never stops its appenders"),
    COMPRESSION("compression", "none", "of request bodies: none or gzip"),
    PROXY(
            "proxy",
            "none",
            "host:port or user:password@host:port; without it the JVM's proxy settings apply",
            Trait.FAILS_CLOSED),
    USER_ID_KEY("userIdKey", "user_id", "where the user's id is read", Trait.LIST),
    EVENT_KEY("eventKey", "event", "where the name of a user event is read", Trait.LIST),
    PROPERTIES_KEY("propertiesKey", "properties", "where a map or a JSON object of properties is read", Trait.LIST),
    TIMESTAMP_KEY("timestampKey", "timestamp", "where a time that overrides the log event's own is read", Trait.LIST),
    TEXT_KEY("textKey", "text", "where the property $text of a user event is read", Trait.LIST),
    PROMPT_KEY("promptKey", "prompt", "where the prompt of an LLM event is read", Trait.LIST),
    GENERATION_KEY("generationKey", "generation", "where the generation of an LLM event is read", Trait.LIST),
    ASSISTANT_ID_KEY("assistantIdKey", "assistant_id", "where the model or assistant is read", Trait.LIST),
    LATENCY_KEY("latencyKey", "latency", "where the time between prompt and generation is read", Trait.LIST),
    THREAD_ID_KEY("threadIdKey", "thread_id", "where the conversation's id is read", Trait.LIST),
    PROPERTY_PREFIX(
            "propertyPrefix",
            "properties.",
            "a field properties.plan, in the MDC or on the call, becomes property plan; none switches it off"),
    INCLUDE_MDC(
            "includeMdc", "none", "globs of further MDC keys that become properties", Trait.FAILS_CLOSED, Trait.LIST),
    EXCLUDE_MDC(
            "excludeMdc",
            "none",
            "globs of MDC keys that become no properties, neither by includeMdc nor by propertyPrefix",
            Trait.FAILS_CLOSED,
            Trait.LIST),
    LOGGERS(
            "loggers",
            "all",
            "logger names, prefixes at a dot; only their calls can be events",
            Trait.FAILS_CLOSED,
            Trait.LIST),
    INCLUDE_LOG_CONTEXT("includeLogContext", "false", "adds the properties log_level, logger_name and thread_name"),
    DEFAULT_USER_ID("defaultUserId", "none", "the user when a call names none"),
    EVENT_FROM_MESSAGE(
            "eventFromMessage",
            "false",
            "true: a call without an event name uses its unformatted message as the name (for a dedicated logger)"),
    TIMESTAMP_UNIT(
            "timestampUnit",
            "none",
            "s or ms: takes bare numbers as timestamps too, in seconds or milliseconds since 1970"),
    EVENT_ID_PROPERTY(
            "eventIdProperty",
            "none",
            "when set, each event gets a random UUID under that property, the same on every attempt"),
    DRY_RUN(
            "dryRun",
            "false",
            "true: prints each event as one line of JSON on standard output instead of sending it; needs no key",
            Trait.FAILS_CLOSED,
            Trait.FROM_ENVIRONMENT),
    REPORT_TO(
            "reportTo",
            "auto",
            "where the appender reports problems: status (the framework's status messages), stderr (standard error), or"
                    + " auto: status messages, and standard error for warnings that those would show to nobody");

    private enum Trait {
        /** A value that cannot be used makes the appender inactive, where others give way to their default. */
        FAILS_CLOSED,
        /** A system property, then an environment variable, hold where the option is not written. */
        FROM_ENVIRONMENT,
        /** Commas separate entries, and what is written twice adds up. */
        LIST
    }

    /** What an option is called that has no value, in the documentation and in a configuration. */
    private static final String NONE = "none";

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

    Option(String key, String defaultText, String meaning, Trait... traits) {
        this.key = key;
        this.defaultText = defaultText;
        this.meaning = meaning;
        this.failsClosed = List.of(traits).contains(Trait.FAILS_CLOSED);
        this.fromEnvironment = List.of(traits).contains(Trait.FROM_ENVIRONMENT);
        this.list = List.of(traits).contains(Trait.LIST);
    }

    /** The name of the XML element or attribute, {@code flushBatchSize}. */
    public String key() {
        return key;
    }

    /** What an absent option stands for: a value in the option's own syntax, or a few words such as {@code none}. */
    public String defaultText() {
        return defaultText;
    }

    /** One line for the reader of the documentation. */
    public String meaning() {
        return meaning;
    }

    /**
     * Whether a value that cannot be used makes the appender inactive. That is so where a wrong guess would send data
     * to the wrong place, or data that was meant to stay.
     */
    public boolean failsClosed() {
        return failsClosed;
    }

    /**
     * Whether system property {@code trubrics.dryRun}, then environment variable {@code TRUBRICS_DRY_RUN}, hold where
     * the configuration does not set the option.
     */
    public boolean isFromEnvironment() {
        return fromEnvironment;
    }

    /** Whether commas separate entries, so that texts which are written in several places add up. */
    public boolean isList() {
        return list;
    }

    /** The system property of an option that {@linkplain #isFromEnvironment() may come from the environment}. */
    String property() {
        return "trubrics." + key;
    }

    /** The environment variable of an option that {@linkplain #isFromEnvironment() may come from the environment}. */
    String variable() {
        return "TRUBRICS_" + name();
    }

    /** Whether a text says what an absent option says: the word {@code none} or {@code all} of the documentation. */
    boolean isDefaultWord(String text) {
        return text.equalsIgnoreCase(defaultText) && (defaultText.equals(NONE) || defaultText.equals("all"));
    }

    /** Whether a text is the word that switches a key or a prefix off. */
    static boolean isNone(String text) {
        return text.equalsIgnoreCase(NONE);
    }

    /** The option of that name, whatever its case, or null. */
    public static @Nullable Option named(String key) {
        return BY_LOWER_CASE_KEY.get(key.toLowerCase(Locale.ROOT));
    }

    /**
     * Whether an unknown name was probably meant to decide where data goes or what leaves: it is close to such an option,
     * or it says that something is to be excluded.
     */
    public static boolean seemsToDecideWhatLeaves(String key) {
        Option nearest = nearest(key);
        boolean close = nearest != null && nearest.failsClosed();
        return close || key.toLowerCase(Locale.ROOT).startsWith("exclud");
    }

    /**
     * The option that was probably meant by a name that does not exist, or null if none is close. Of the options that
     * fail closed a part of the name is enough: {@code hostName}, {@code mdcExclusions}, {@code loggerNames}.
     */
    public static @Nullable Option nearest(String key) {
        String name = Spelling.plain(key);
        Option nearest = null;
        int best = Spelling.tolerance(name) + 1;
        for (Option option : values()) {
            int distance = Spelling.distance(name, Spelling.plain(option.key));
            if (distance < best) {
                nearest = option;
                best = distance;
            }
        }
        return nearest == null ? containedIn(name) : nearest;
    }

    private static @Nullable Option containedIn(String name) {
        for (Option option : values()) {
            if (option.failsClosed() && name.contains(Spelling.plain(option.key))) {
                return option;
            }
        }
        if (name.contains("mdc")) {
            return EXCLUDE_MDC;
        }
        return name.contains("logger") ? LOGGERS : null;
    }
}
