package com.example.compatibility;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.message.StringMapMessage;
import org.slf4j.LoggerFactory;

/** A logging framework, in the way in which applications mostly use it. */
enum Framework {
    LOGBACK {
        @Override
        void log(String user) {
            LoggerFactory.getLogger(Application.class)
                    .atInfo()
                    .addKeyValue("event", "Checked")
                    .addKeyValue("user_id", user)
                    .addKeyValue("framework", name())
                    .log("checked");
        }
    },
    LOG4J2 {
        @Override
        void log(String user) {
            LogManager.getLogger(Application.class)
                    .info(new StringMapMessage()
                            .with("event", "Checked")
                            .with("user_id", user)
                            .with("framework", name()));
        }
    };

    /** Logs so many events, each of a user of its own. */
    final void log(int events) {
        for (int i = 0; i < events; i++) {
            log("user-" + i);
        }
    }

    abstract void log(String user);
}
