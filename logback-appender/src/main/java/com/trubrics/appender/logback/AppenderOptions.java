package com.trubrics.appender.logback;

import ch.qos.logback.core.Context;
import com.trubrics.appender.Option;
import com.trubrics.appender.spi.AppenderCore;
import com.trubrics.appender.spi.EventRuleTexts;
import com.trubrics.appender.spi.OptionValues;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link TrubricsAppender}: nested elements in XML, setters in code. Each setter accepts the text of the
 * {@link Option} that it names; the option describes the text and its default. All options are text, because Joran
 * refuses a {@code Duration}, would replace a bad number without our warning, and knows neither {@code 64 MB} nor our
 * defaults.
 *
 * <p>Set them before {@code start()}, on one thread. A later change applies at the next start. A list may be set
 * several times, like a repeated element in XML, and its entries add up. For any other option, the last text wins.
 */
public abstract class AppenderOptions extends DeliveryOptions {
    private volatile @Nullable UnheardElements unheard;

    AppenderOptions(OptionValues values) {
        super(values);
    }

    /** Joran calls this before it reads the options. */
    @Override
    public void setContext(@Nullable Context context) {
        super.setContext(context);
        unheard = context == null ? null : UnheardElements.since(context);
    }

    /** Returns the options that have been set, and those that Joran could not pass on. Call this at the start. */
    final OptionValues written() {
        UnheardElements elements = unheard;
        if (elements != null) {
            elements.misspelt().forEach(values()::addUnknown);
        }
        return values();
    }

    /** Returns whether no element that Joran ignored should hold events back. Any thread, at each log call. */
    final boolean hidesNothing(AppenderCore<?> core) {
        UnheardElements elements = unheard;
        return elements == null || elements.areHarmless(getName(), values(), core);
    }

    /** Adds a property to every event. Its name and value are read immediately. */
    public void addStaticProperty(StaticProperty property) {
        values().addStaticProperty(property.name(), property.value());
    }

    /** Adds an event rule after the existing ones. Its options are read immediately. */
    public void addEventRule(EventRule rule) {
        UnheardElements elements = unheard;
        EventRuleTexts texts = rule.texts();
        if (elements != null) {
            elements.misspeltInNextRule().forEach(texts::addUnknown); // Joran minds the case of names
        }
        values().addRule(texts);
    }

    /** Sets {@link Option#USER_ID_KEY}. */
    public void setUserIdKey(@Nullable String text) {
        values().add(Option.USER_ID_KEY, text);
    }

    /** Sets {@link Option#EVENT_KEY}. */
    public void setEventKey(@Nullable String text) {
        values().add(Option.EVENT_KEY, text);
    }

    /** Sets {@link Option#PROPERTIES_KEY}. */
    public void setPropertiesKey(@Nullable String text) {
        values().add(Option.PROPERTIES_KEY, text);
    }

    /** Sets {@link Option#TIMESTAMP_KEY}. */
    public void setTimestampKey(@Nullable String text) {
        values().add(Option.TIMESTAMP_KEY, text);
    }

    /** Sets {@link Option#TEXT_KEY}. */
    public void setTextKey(@Nullable String text) {
        values().add(Option.TEXT_KEY, text);
    }

    /** Sets {@link Option#PROMPT_KEY}. */
    public void setPromptKey(@Nullable String text) {
        values().add(Option.PROMPT_KEY, text);
    }

    /** Sets {@link Option#GENERATION_KEY}. */
    public void setGenerationKey(@Nullable String text) {
        values().add(Option.GENERATION_KEY, text);
    }

    /** Sets {@link Option#ASSISTANT_ID_KEY}. */
    public void setAssistantIdKey(@Nullable String text) {
        values().add(Option.ASSISTANT_ID_KEY, text);
    }

    /** Sets {@link Option#LATENCY_KEY}. */
    public void setLatencyKey(@Nullable String text) {
        values().add(Option.LATENCY_KEY, text);
    }

    /** Sets {@link Option#THREAD_ID_KEY}. */
    public void setThreadIdKey(@Nullable String text) {
        values().add(Option.THREAD_ID_KEY, text);
    }

    /** Sets {@link Option#PROPERTY_PREFIX}. */
    public void setPropertyPrefix(@Nullable String text) {
        values().set(Option.PROPERTY_PREFIX, text);
    }

    /** Sets {@link Option#INCLUDE_MDC}. */
    public void setIncludeMdc(@Nullable String text) {
        values().add(Option.INCLUDE_MDC, text);
    }

    /** Sets {@link Option#EXCLUDE_MDC}. */
    public void setExcludeMdc(@Nullable String text) {
        values().add(Option.EXCLUDE_MDC, text);
    }

    /** Sets {@link Option#LOGGERS}. */
    public void setLoggers(@Nullable String text) {
        values().add(Option.LOGGERS, text);
    }

    /** Sets {@link Option#INCLUDE_LOG_CONTEXT}. */
    public void setIncludeLogContext(@Nullable String text) {
        values().set(Option.INCLUDE_LOG_CONTEXT, text);
    }

    /** Sets {@link Option#INCLUDE_EXCEPTION}. */
    public void setIncludeException(@Nullable String text) {
        values().set(Option.INCLUDE_EXCEPTION, text);
    }

    /** Sets {@link Option#USER_SOURCE}. */
    public void setUserSource(@Nullable String text) {
        values().set(Option.USER_SOURCE, text);
    }

    /** Sets {@link Option#DEFAULT_USER_ID}. */
    public void setDefaultUserId(@Nullable String text) {
        values().set(Option.DEFAULT_USER_ID, text);
    }

    /** Sets {@link Option#EVENT_FROM_MESSAGE}. */
    public void setEventFromMessage(@Nullable String text) {
        values().set(Option.EVENT_FROM_MESSAGE, text);
    }

    /** Sets {@link Option#TIMESTAMP_UNIT}. */
    public void setTimestampUnit(@Nullable String text) {
        values().set(Option.TIMESTAMP_UNIT, text);
    }

    /** Sets {@link Option#EXPLAIN}. */
    public void setExplain(@Nullable String text) {
        values().set(Option.EXPLAIN, text);
    }

    /** Sets {@link Option#DISCOVER}. */
    public void setDiscover(@Nullable String text) {
        values().set(Option.DISCOVER, text);
    }
}
