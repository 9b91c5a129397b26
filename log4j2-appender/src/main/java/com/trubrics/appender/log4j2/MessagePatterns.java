package com.trubrics.appender.log4j2;

import org.apache.logging.log4j.core.impl.MementoMessage;
import org.apache.logging.log4j.message.FormattedMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.MessageFormatMessage;
import org.apache.logging.log4j.message.ObjectArrayMessage;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.ReusableMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.StringFormattedMessage;
import org.jspecify.annotations.Nullable;

/** Finds the text of a message before its parameters are filled in. The kinds of messages keep it in different ways. */
final class MessagePatterns {

    private MessagePatterns() {}

    /** Returns the pattern of a message; null if it has none. */
    static @Nullable String of(@Nullable Message message) {
        if (message == null) {
            return null;
        }
        if (message instanceof ObjectMessage logged) {
            // The format is the object's toString(), which cannot be a name.
            return logged.getParameter() instanceof String text ? text : null;
        }
        if (message instanceof ObjectArrayMessage) {
            return null; // its format holds all the values
        }
        String format = LoggedObjects.format(message);
        if (format != null) {
            return format;
        }
        // Text that is not a String, such as a StringBuilder, has no format; it is the format itself.
        Object[] parameters = message.getParameters();
        return parameters == null || parameters.length == 0 ? message.getFormattedMessage() : null;
    }

    /**
     * Returns the pattern if the formatted message is certain to be that pattern with the parameters filled in. Other messages
     * may have any format: that of a localised message is a key, that of structured data only a part of its text, and a class
     * of the application decides for itself.
     */
    static @Nullable String templateOf(@Nullable Message message) {
        boolean tells = message instanceof ReusableMessage
                || message instanceof ParameterizedMessage
                || message instanceof SimpleMessage
                || message instanceof MementoMessage
                || message instanceof StringFormattedMessage
                || message instanceof MessageFormatMessage
                || message instanceof FormattedMessage
                || message instanceof ObjectMessage;
        return tells ? of(message) : null;
    }
}
