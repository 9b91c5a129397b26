package com.example.chat.typed;

import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.MapMessage;

/**
 * The same upgrade as in {@code Accounts}, logged with Log4j2's own API. SLF4J's key-value pairs reach Log4j2 as strings. The
 * values of a map message keep their types, so five seats are the number 5. A {@code properties.} prefix is not needed either:
 * every entry of the message that is not a field of the event is a property.
 */
public final class TypedUpgrade {
    private static final Logger log = LogManager.getLogger(TypedUpgrade.class);

    private TypedUpgrade() {}

    @SuppressWarnings("try") // The variable only closes the context.
    public static void main(String[] args) {
        try (CloseableThreadContext.Instance context =
                CloseableThreadContext.put("user_id", "priya").put("request_id", "typed")) {
            log.info(new MapMessage<>()
                    .with("event", "Upgrade")
                    .with("plan", "team")
                    .with("seats", 5)
                    .with("annual", false));
        }
    }
}
