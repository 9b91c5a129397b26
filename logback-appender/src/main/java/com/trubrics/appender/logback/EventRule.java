package com.trubrics.appender.logback;

import com.trubrics.appender.spi.EventRuleTexts;
import org.jspecify.annotations.Nullable;

/**
 * A rule that turns existing log lines into events:
 *
 * <pre>{@code
 * <eventRule>
 *   <logger>com.acme.orders</logger>
 *   <message>Order {order_id} placed by {user_id}</message>
 *   <event>Order Placed</event>
 * </eventRule>
 * }</pre>
 *
 * <p>{@code docs/rules.md} describes the options. All of them are text. A list may be set several times, and its
 * entries add up. A rule that cannot be read is not applied, with a warning when the appender starts.
 */
public final class EventRule {
    private final EventRuleTexts texts = new EventRuleTexts();

    /** Creates a rule without any option set. */
    public EventRule() {}

    EventRuleTexts texts() {
        return texts;
    }

    /** Sets the names of the loggers whose lines the rule matches, separated by commas. Includes loggers below them. */
    public void setLogger(@Nullable String text) {
        texts.set("logger", text);
    }

    /** Sets the names of the levels that the rule matches, separated by commas. */
    public void setLevel(@Nullable String text) {
        texts.set("level", text);
    }

    /** Sets the names of markers, separated by commas. A line must have one of them. */
    public void setMarker(@Nullable String text) {
        texts.set("marker", text);
    }

    /** Sets the message as it appears, with names in braces for the parts that vary. */
    public void setMessage(@Nullable String text) {
        texts.set("message", text);
    }

    /** Sets the conditions, {@code path=globs} or {@code path!=globs}, separated by commas. */
    public void setWhen(@Nullable String text) {
        texts.set("when", text);
    }

    /** Sets the values to send: {@code name=path}, {@code name} and so on, separated by commas. */
    public void setFields(@Nullable String text) {
        texts.set("fields", text);
    }

    /** Sets the name of the events, in which {@code {path}} is replaced. */
    public void setEvent(@Nullable String text) {
        texts.set("event", text);
    }

    /** Sets the name shared by two rules that make one event, in which {@code {path}} is replaced. */
    public void setPair(@Nullable String text) {
        texts.set("pair", text);
    }
}
