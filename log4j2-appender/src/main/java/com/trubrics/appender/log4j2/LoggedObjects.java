package com.trubrics.appender.log4j2;

import java.util.Map;
import org.apache.logging.log4j.core.impl.MementoMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.ReusableMessage;
import org.apache.logging.log4j.message.ReusableObjectMessage;
import org.jspecify.annotations.Nullable;

/** Finds the object that was logged with {@code logger.info(object)}, in each kind of message that Log4j2 may use. */
final class LoggedObjects {
    private LoggedObjects() {}

    /** Returns the map that was logged as an object; null if something else was. */
    static @Nullable Map<?, ?> map(@Nullable Message message) {
        return object(message) instanceof Map<?, ?> map ? map : null;
    }

    private static @Nullable Object object(@Nullable Message message) {
        if (message instanceof ObjectMessage logged) {
            return logged.getParameter();
        }
        if (message instanceof ReusableObjectMessage logged) {
            return logged.getParameter();
        }
        // In garbage-free mode the event is its own message, or a memento of it behind an asynchronous appender. Of
        // logger.info(object) only the parameter is left; the format distinguishes it from logger.info("{}", object).
        if (message instanceof ReusableMessage reused) {
            return reused.getParameterCount() == 1 && format(reused) == null ? reused.getParameters()[0] : null;
        }
        if (message instanceof MementoMessage memento && format(memento) == null) {
            Object[] parameters = memento.getParameters();
            return parameters != null && parameters.length == 1 ? parameters[0] : null;
        }
        return null;
    }

    /** Returns the template of a message. Deprecated since 2.25, but older versions do not have its successor. */
    @SuppressWarnings("deprecation")
    static @Nullable String format(Message message) {
        return message.getFormat();
    }
}
